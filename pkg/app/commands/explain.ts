/** `gpu-tracker explain TEXT`: the verdict on one ad, with the words that decided it marked in the text. */
import type { Writable } from 'node:stream';
import { Command, InvalidArgumentError } from 'commander';
import { createClassifier } from '../../classify/classifier.js';
import type { Evidence, Verdict } from '../../listing/verdict.js';
import { verdictJson } from './verdict-json.js';

interface Options {
  readonly description?: string;
  readonly price?: number;
  readonly currency: string;
  readonly json?: boolean;
}

const MARK_ON = '\u001b[1;4m';
const MARK_OFF = '\u001b[0m';

/** `text` with the evidence of `field` marked: bold on a terminal, in [brackets] elsewhere. */
export function markWords(
  text: string,
  field: Evidence['field'],
  evidence: readonly Evidence[],
  colour: boolean,
): string {
  const [on, off] = colour ? [MARK_ON, MARK_OFF] : ['[', ']'];
  const spans = evidence.filter((span) => span.field === field).sort((a, b) => a.start - b.start || b.end - a.end);
  let marked = '';
  let at = 0;
  for (const { start, end } of spans) {
    if (start < at) continue; // lies inside a marked span
    marked += text.slice(at, start) + on + text.slice(start, end) + off;
    at = end;
  }
  return marked + text.slice(at);
}

function headline(verdict: Verdict): string {
  if (verdict.verdict !== 'rejected') {
    const memory = verdict.memoryGb === null ? 'memory not stated' : `${verdict.memoryGb} GB`;
    const said = verdict.verdict === 'accepted' ? 'accepted' : `review, ${verdict.reason}`;
    return `${said}: ${verdict.model}, ${memory}${verdict.flags.length === 0 ? '' : ` (${verdict.flags.join(', ')})`}`;
  }
  return `rejected: ${verdict.reason}${verdict.model === undefined ? '' : ` (names ${verdict.model})`}`;
}

/** The explanation in words, one fact a line. */
export function explain(verdict: Verdict, title: string, description: string | undefined, colour: boolean): string {
  const lines = [
    headline(verdict),
    `  rule         ${verdict.rule}, rules ${verdict.rulesVersion}`,
    `  title        ${markWords(title, 'title', verdict.evidence, colour)}`,
  ];
  if (description !== undefined)
    lines.push(`  description  ${markWords(description, 'description', verdict.evidence, colour)}`);
  const parts = verdict.evidence.flatMap(({ part, points }) =>
    part === undefined || points === undefined ? [] : [`${part} ${points > 0 ? '+' : ''}${points}`],
  );
  if (parts.length > 0) lines.push(`  score        ${parts.join(', ')}`);
  if (verdict.evidence.length === 0) lines.push('  words        none: the verdict rests on what the text does not say');
  return `${lines.join('\n')}\n`;
}

function amount(text: string): number {
  const value = Number(text.replace(',', '.'));
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('a decimal amount, e.g. 210 or 199.99');
  return value;
}

/** The sub-command; tests bring their own `output`. */
export function explainCommand(output: Writable & { readonly isTTY?: boolean } = process.stdout): Command {
  return new Command('explain')
    .description('show the verdict on one ad and the words that decided it')
    .argument('<text>', 'title of the ad')
    .option('-d, --description <text>', 'description of the ad')
    .option('-p, --price <amount>', 'price as a decimal amount', amount)
    .option('-c, --currency <code>', 'currency of the price', 'EUR')
    .option('--json', 'print the verdict as JSON')
    .action((text: string, options: Options) => {
      const verdict = createClassifier().classify({
        title: text,
        description: options.description,
        priceMinor: options.price === undefined ? undefined : Math.round(options.price * 100),
        currency: options.currency,
      });
      const colour = output.isTTY === true && process.env['NO_COLOR'] === undefined;
      output.write(
        options.json === true
          ? `${JSON.stringify(verdictJson(verdict), null, 2)}\n`
          : explain(verdict, text, options.description, colour),
      );
    });
}
