/** Which source file imports which, and which libraries, read by TypeScript's own scanner. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import ts from 'typescript';

export interface SourceGraph {
  /** Project-relative path -> the project files it imports, types included. */
  readonly files: ReadonlyMap<string, readonly string[]>;
  /** Project-relative path -> what else it imports: packages and node's own modules. */
  readonly libraries: ReadonlyMap<string, readonly string[]>;
}

/** The graph of all TypeScript under `folders` of `root`. */
export function readSourceGraph(root: string, folders: readonly string[]): SourceGraph {
  const files = new Map<string, string[]>();
  const libraries = new Map<string, string[]>();
  for (const folder of folders)
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
      const path = relative(root, join(entry.parentPath, entry.name));
      const imported = ts.preProcessFile(readFileSync(join(root, path), 'utf8'), true, true).importedFiles;
      const inside = imported.filter(({ fileName }) => fileName.startsWith('.'));
      files.set(
        path,
        inside.map(({ fileName }) => normalize(join(dirname(path), fileName)).replace(/\.js$/, '.ts')),
      );
      libraries.set(
        path,
        imported.map(({ fileName }) => fileName).filter((name) => !name.startsWith('.')),
      );
    }
  return { files, libraries };
}

/** Whether the file is part of the product: no test and no support for tests. */
export const isProduct = (path: string): boolean => !path.endsWith('.test.ts') && !path.includes('/testing/');

/** Every set of files that import each other in a circle (Tarjan's strongly connected components), each in order of name. */
export function circles(files: SourceGraph['files']): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (at: string): number => {
    order.set(at, order.size);
    let lowest = order.size - 1;
    stack.push(at);
    for (const next of files.get(at) ?? []) {
      if (!files.has(next)) continue;
      if (!order.has(next)) lowest = Math.min(lowest, visit(next));
      else if (stack.includes(next)) lowest = Math.min(lowest, low.get(next) ?? order.get(next) ?? lowest);
    }
    low.set(at, lowest);
    if (lowest === order.get(at)) {
      const circle = stack.splice(stack.indexOf(at));
      if (circle.length > 1 || files.get(at)?.includes(at) === true) found.push(circle.sort());
    }
    return lowest;
  };
  for (const file of files.keys()) if (!order.has(file)) visit(file);
  return found;
}
