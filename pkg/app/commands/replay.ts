/** `gpu-tracker replay`: judges stored ads again with today's rules, and tells what changes before anyone accepts it. */
import { Command } from 'commander';
import { createClassifier } from '../../classify/classifier.js';
import { replay, type Flip, type Judgement, type MedianMove, type ReplayReport } from '../../postgres/replay.js';
import { utcDay } from '../cli/utc-day.js';
import { withDatabase } from '../database.js';

export function replayCommand(): Command {
  return new Command('replay')
    .description('judge stored ads again with the rules of today, without one request')
    .option('--dry-run', 'change nothing; only tell what would change')
    .option('--since <day>', 'only ads that a cycle saw on this day (UTC, YYYY-MM-DD) or later', utcDay)
    .option('--json', 'print the report as JSON')
    .addHelpText('after', '\nDATABASE_URL names the database. Judging again by the same rules changes nothing.')
    .action(async (options: { dryRun?: boolean; since?: Date; json?: boolean }) => {
      const report = await withDatabase('replay', (db) =>
        replay(db, {
          classifier: createClassifier(),
          now: new Date(),
          dryRun: options.dryRun === true,
          ...(options.since && { since: options.since }),
        }),
      );
      process.stdout.write(options.json === true ? `${JSON.stringify(replayJson(report))}\n` : replayText(report));
    });
}

/** For people: what flips, how medians move, what becomes of the listings. */
export function replayText({ rulesVersion, dryRun, judged, flips, medians, listings }: ReplayReport): string {
  const lines = [
    `rules ${rulesVersion}: ${judged} texts judged, ${flips.reduce((sum, { texts }) => sum + texts, 0)} differently`,
  ];
  for (const flip of flips) lines.push(`  ${flipText(flip)}`);
  if (medians.length > 0) lines.push('medians');
  for (const move of medians) lines.push(`  ${medianText(move)}`);
  const { withdrawn, restored, remodelled, reflagged, reviewed, added } = listings;
  lines.push(
    `listings: ${withdrawn} withdrawn, ${added} added, ${restored} restored, ${remodelled} another card, ${reviewed} into or out of doubt, ${reflagged} other flags`,
    dryRun ? 'nothing was changed (--dry-run)' : 'done',
  );
  return `${lines.join('\n')}\n`;
}

function flipText({ from, to, rule, texts, titles }: Flip): string {
  return `${texts} x ${judgementText(from)} -> ${judgementText(to)} [${rule}], e.g. ${titles.map((title) => JSON.stringify(title)).join(', ')}`;
}

function judgementText({ verdict, reason, model, memoryGb }: Judgement): string {
  const card = model === null ? '' : `${model}${memoryGb === null ? '' : ` ${memoryGb}GB`}`;
  if (verdict === 'accepted') return card;
  if (verdict === 'review') return `${card} in doubt (${reason ?? '?'})`;
  return `rejected as ${reason ?? '?'}${card === '' ? '' : ` (${card})`}`;
}

function medianText({ model, memoryGb, nBefore, nAfter, medianBefore, medianAfter }: MedianMove): string {
  const euros = (cents: number | null): string => (cents === null ? 'none' : `${(cents / 100).toFixed(2)} €`);
  return `${model}${memoryGb === null ? '' : ` ${memoryGb}GB`}: ${euros(medianBefore)} (n=${nBefore}) -> ${euros(medianAfter)} (n=${nAfter})`;
}

/** For machines: names in snake_case as everywhere, amounts in euro cents. */
export function replayJson({ rulesVersion, dryRun, judged, flips, medians, listings }: ReplayReport): object {
  const judgement = ({ verdict, reason, model, memoryGb }: Judgement): object => ({
    verdict,
    reason,
    model,
    memory_gb: memoryGb,
  });
  return {
    ...{ rules_version: rulesVersion, dry_run: dryRun, judged, listings },
    flips: flips.map(({ from, to, ...flip }) => ({ from: judgement(from), to: judgement(to), ...flip })),
    medians: medians.map((move) => ({
      ...{ model: move.model, memory_gb: move.memoryGb, n_before: move.nBefore, n_after: move.nAfter },
      ...{ median_before_eur_cents: move.medianBefore, median_after_eur_cents: move.medianAfter },
    })),
  };
}
