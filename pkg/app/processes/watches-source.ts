/** Where the notifier has its channels and the watches of a file from. */
import { WatchesFile, type WatchesFileOptions } from '../watches/watches-file.js';

export type WatchesSource = Pick<WatchesFile, 'current' | 'isRefused' | 'onChange'>;
export type WatchesContent = NonNullable<ReturnType<WatchesSource['current']>>;

/** Without a file: watches of the command line are evaluated, and wait for their channels. */
const NO_FILE: WatchesSource = {
  current: () => undefined,
  isRefused: () => false,
  onChange: () => () => undefined,
};

/** Keeps an eye on the file, which has been read once when `work` begins, until that ends. @param path `undefined`: there is none */
export async function withWatchesFile<T>(
  { path, ...options }: Omit<WatchesFileOptions, 'path'> & { readonly path: string | undefined },
  work: (watches: WatchesSource) => Promise<T>,
): Promise<T> {
  if (path === undefined) return work(NO_FILE);
  const file = new WatchesFile({ ...options, path });
  await file.look();
  const over = new AbortController();
  const running = file.run(over.signal);
  try {
    return await work(file);
  } finally {
    over.abort();
    await running;
  }
}
