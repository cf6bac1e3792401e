/** One fault of a file of watches, and where it is; nothing in it is taken from a value of a channel. */

export interface WatchFileFault {
  /** 1-based, as editors count. */
  readonly line: number;
  readonly column: number;
  /** Such as `watches[0].select.models[1]`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

export type Path = readonly PropertyKey[];

export function pathText(path: Path): string {
  return path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${String(part)}`))
    .join('');
}

/** As compilers write it, so that editors and terminals can jump there. */
export function faultText(file: string, { line, column, path, message }: WatchFileFault): string {
  return `${file}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`;
}
