/** A log file that cannot fill the disk: at `maxBytes` it becomes `<file>.1` and a new one begins. */
import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';

export interface RotatingFileOptions {
  readonly file: string;
  /** Size of one of the two files. @default 10 MB */
  readonly maxBytes?: number;
}

/** Appends; every chunk is written before the call returns, so that the last lines of a dying process are there. */
export function openRotatingFile({ file, maxBytes = 10_000_000 }: RotatingFileOptions): Writable {
  let fd = openSync(file, 'a');
  let size = fstatSync(fd).size;
  return new Writable({
    decodeStrings: true,
    write(chunk: Buffer, _encoding, done) {
      try {
        if (size > 0 && size + chunk.length > maxBytes) {
          closeSync(fd);
          renameSync(file, `${file}.1`);
          fd = openSync(file, 'a');
          size = 0;
        }
        writeSync(fd, chunk);
        size += chunk.length;
        done();
      } catch (err) {
        done(err as Error);
      }
    },
    destroy(err, done) {
      closeSync(fd);
      done(err);
    },
  });
}
