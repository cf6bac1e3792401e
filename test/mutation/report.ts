/** What a mutation run tells: a line for each mutant as it comes, and the score of a folder as text or JSON. */
import type { Placed, Score, Tried } from './score.js';

const LONGEST = 60;

export function progressLine({ mutant, noticed }: Tried, count: number, total: number, lived: number): string {
  const told = noticed === undefined ? 'LIVED' : `${noticed.is} in ${noticed.file}: ${noticed.test}`;
  return `${count} of ${total}, ${count - lived} died  ${place(mutant)}  ${change(mutant)}  ${told}`;
}

export function scoreText({ folder, files, of, tried, cleanMs }: Score): string {
  const lived = tried.filter(({ noticed }) => noticed === undefined);
  const died = tried.length - lived.length;
  const late = tried.filter(({ noticed }) => noticed?.is === 'late').length;
  const share = tried.length === 0 ? 100 : Math.round((100 * died) / tried.length);
  return [
    `${folder}: ${died} of ${tried.length} died (${share} %), ${late} of them by being late; drawn from ${of} in ${files} files; ` +
      `the tests take ${(cleanMs / 1000).toFixed(1)} s without a mutant`,
    ...lived.map(({ mutant }) => `  lived: ${place(mutant)}  ${change(mutant)}`),
  ].join('\n');
}

export function scoreJson({ folder, files, of, tried, cleanMs }: Score): object {
  const died = tried.filter(({ noticed }) => noticed !== undefined).length;
  return {
    folder,
    files,
    mutants: of,
    tried: tried.length,
    died,
    cleanMs: Math.round(cleanMs),
    outcomes: tried.map(({ mutant: { path, line, original, replacement }, noticed }) => ({
      path,
      line,
      original,
      replacement,
      outcome: noticed?.is ?? 'lived',
      ...(noticed && { file: noticed.file, test: noticed.test }),
    })),
  };
}

const place = ({ path, line }: Placed): string => `${path}:${line}`;

const change = ({ original, replacement }: Placed): string => `${short(original)} -> ${short(replacement)}`;

const short = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, LONGEST);
