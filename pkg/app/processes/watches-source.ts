/** Where the notifier has its channels and the watches of a file from. */
import { WatchesFile, type WatchesFileOptions } from '../watches/watches-file.js';

export type WatchesSource = Pick<WatchesFile, 'current' | 'faults' | 'isRefused' | 'onChange'>;
export type WatchesContent = NonNullable<ReturnType<WatchesSource['current']>>;

/** Without a file: watches of the command line are evaluated, and wait for their channels. */
const NO_FILE: WatchesSource = {
  current: () => undefined,
  faults: () => [],
  isRefused: () => false,
  onChange: () => () => undefined,
};

export interface OpenWatches {
  readonly source: WatchesSource;
  close(): Promise<void>;
}

/** Reads the file, and keeps an eye on it until it is closed. @param path `undefined`: there is none */
export async function openWatches({
  path,
  ...options
}: Omit<WatchesFileOptions, 'path'> & { readonly path: string | undefined }): Promise<OpenWatches> {
  if (path === undefined) return { source: NO_FILE, close: () => Promise.resolve() };
  const file = new WatchesFile({ ...options, path });
  await file.look();
  const over = new AbortController();
  const running = file.run(over.signal);
  return {
    source: file,
    close: async () => {
      over.abort();
      await running;
    },
  };
}
