/** Finds programs that npm cannot bring; apart from needs.ts, so that what runs outside of Jest can use it. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian keeps daemons in sbin, which an ordinary user's PATH lacks. */
const EXTRA_DIRECTORIES = ['/usr/sbin', '/sbin', '/usr/local/sbin'];

/** The absolute path of `program`, if it is installed. */
export function findProgram(program: string): string | undefined {
  for (const dir of [...(process.env['PATH'] ?? '').split(delimiter), ...EXTRA_DIRECTORIES]) {
    const path = join(dir, program);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // not here
    }
  }
  return undefined;
}
