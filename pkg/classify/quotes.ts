/** What stands in quotation marks is somebody else's word: "не работи, може би дребен проблем" of another ad. */
import type { Token } from '../text/tokens.js';
import type { Statement } from './statements.js';

/** Marks open after a space or a bracket and before a letter, so that inches do not. */
const QUOTED = /(?:^|[\s(])["„“«](?=\p{L})[^"“”„«»\n]{2,160}["“”»]/gu;
const MARK = /["„“«]/u;

/** The statements, those within quotation marks as supposed. */
export function unquoted(source: string, list: readonly Token[], statements: readonly Statement[]): Statement[] {
  if (!MARK.test(source)) return [...statements];
  const ranges = [...source.matchAll(QUOTED)].map(({ index, 0: text }) => [index, index + text.length] as const);
  if (ranges.length === 0) return [...statements];
  return statements.map((statement) => {
    const start = list[statement.item.from]?.start ?? 0;
    const isQuoted = ranges.some(([from, to]) => start >= from && start < to);
    return isQuoted ? { ...statement, supposed: true } : statement;
  });
}
