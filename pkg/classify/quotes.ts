/** What is asked is not said, and what stands in quotation marks is somebody else's word: "не работи, може би дребен проблем" of another ad. */
import type { Token } from '../text/tokens.js';
import type { Statement } from './statements.js';

/** Marks open after a space or a bracket and before a letter, so that inches do not. */
const QUOTED = /(?:^|[\s(])["„“«](?=\p{L})[^"“”„«»\n]{2,160}["“”»]/gu;
const MARK = /["„“«]/u;

/** Characters of a sentence after its word, in which a question mark is looked for. */
const QUESTION_REACH = 25;
const ASKED = new Set<Statement['kind']>([
  'broken',
  'fault',
  'repaired',
  'mining',
  'salvage',
  'fake',
  'sold',
  'reserved',
]);

/** "Бита? Не.": a question says nothing. */
function isAsked(source: string, list: readonly Token[], { kind, item }: Statement): boolean {
  if (!ASKED.has(kind)) return false;
  const end = list[item.to - 1]?.end ?? 0;
  return /^[^.!?\n;]*\?/.test(source.slice(end, end + QUESTION_REACH));
}

/** The statements, those within quotation marks as supposed. */
export function unquoted(source: string, list: readonly Token[], all: readonly Statement[]): readonly Statement[] {
  const statements = source.includes('?')
    ? all.map((one) => (isAsked(source, list, one) ? { ...one, supposed: true } : one))
    : all;
  if (!MARK.test(source)) return statements;
  const ranges = [...source.matchAll(QUOTED)].map(({ index, 0: text }) => [index, index + text.length] as const);
  if (ranges.length === 0) return statements;
  return statements.map((statement) => {
    const start = list[statement.item.from]?.start ?? 0;
    const isQuoted = ranges.some(([from, to]) => start >= from && start < to);
    return isQuoted ? { ...statement, supposed: true } : statement;
  });
}
