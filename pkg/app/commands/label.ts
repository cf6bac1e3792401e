/** `gpu-tracker label`: what a person says an ad is, in place of the rules; listed as JSON lines it is food for the corpus. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { loadCatalog } from '../../catalog/index.js';
import { InvalidInputError } from '../../errors/app-error.js';
import { CONDITION_FLAGS, REJECT_REASONS, type ConditionFlag, type RejectReason } from '../../listing/verdict.js';
import { addLabel, listLabels, removeLabel, type Label, type LabelOutcome, type Said } from '../../postgres/labels.js';
import { withDatabase } from '../database.js';

interface AddOptions {
  readonly market: string;
  readonly model?: string;
  readonly memory?: number;
  readonly flags?: readonly ConditionFlag[];
  readonly reject?: RejectReason;
  readonly note: string;
  readonly thisText?: boolean;
  readonly json?: boolean;
}

export function labelCommand(): Command {
  const label = new Command('label')
    .description('say what an ad is, in place of the rules; what is said is applied at once and by every cycle')
    .addHelpText('after', '\nDATABASE_URL names the database.');
  label
    .command('add')
    .description('say that an ad sells a card, or why it sells none; said again, it replaces what was said')
    .argument('<ad>', "the site's own id of the ad")
    .requiredOption('--market <slug>', 'the market of the ad')
    .option('--model <name>', 'the card, in any spelling')
    .option('--memory <gb>', 'its memory; default: what the model has, unless it has several', gigabytes)
    .option(
      '--flags <list>',
      `condition, separated by commas: ${CONDITION_FLAGS.join(', ')}; default: as the rules see it`,
      flags,
    )
    .addOption(
      new Option('--reject <reason>', 'why it is no card for sale')
        .choices(REJECT_REASONS)
        .conflicts(['model', 'memory', 'flags']),
    )
    .option('--note <text>', 'why, for whoever reads the verdict', '')
    .option('--this-text', 'only as the ad is now: when its text changes, the rules judge again')
    .option('--json', 'print the outcome as JSON')
    .action(async (externalId: string, options: AddOptions) => {
      const { market, note } = options;
      const says = saidBy(options);
      const outcome = await withDatabase('label', (db) =>
        addLabel(db, { market, externalId, says, note, thisText: options.thisText === true, now: new Date() }),
      );
      print(options.json, outcome);
    });
  label
    .command('list')
    .description('show what was said, oldest first')
    .option('--market <slug>', 'only this market')
    .option('--json', 'print JSON lines: the ad and what is expected of it, as the corpus has them')
    .action(async (options: { market?: string; json?: boolean }) => {
      const labels = await withDatabase('label', (db) => listLabels(db, options.market));
      for (const each of labels)
        process.stdout.write(`${options.json === true ? JSON.stringify(labelJson(each)) : labelText(each)}\n`);
    });
  label
    .command('remove')
    .description('take a label back: the verdict of the rules counts again')
    .argument('<id>', 'number of the label, as `list` shows it', number)
    .option('--json', 'print the outcome as JSON')
    .action(async (id: number, options: { json?: boolean }) => {
      print(options.json, await withDatabase('label', (db) => removeLabel(db, id, new Date())));
    });
  return label;
}

/** @throws InvalidInputError for a card that the catalogue does not have */
export function saidBy({ model, memory, flags: said, reject }: Partial<AddOptions>): Said {
  if (reject !== undefined) return { verdict: 'rejected', reason: reject };
  if (model === undefined) throw new InvalidInputError('either --model or --reject is needed');
  const gpu = loadCatalog().resolve(model);
  if (gpu === undefined) throw new InvalidInputError(`the catalogue has no card called "${model}"`);
  const memoryGb = memory ?? gpu.defaultMemoryGb;
  if (memoryGb !== null && ![...gpu.memoryGb, ...gpu.modGb].includes(memoryGb))
    throw new InvalidInputError(`${gpu.name} has ${gpu.memoryGb.join(' or ')} GB, not ${memoryGb}`);
  return { verdict: 'accepted', model: gpu.name, memoryGb, ...(said && { flags: said }) };
}

/** For people. */
export function outcomeText({ id, actions, unseen }: LabelOutcome): string {
  if (unseen) return `label ${id}: the ad is not stored yet; it will be judged so when it is seen`;
  if (actions === null) return `label ${id}: a scraper is at work; its publish applies it`;
  return `label ${id}: ${actions.length === 0 ? 'no listing changes' : actions.join(', ')}`;
}

function print(json: boolean | undefined, outcome: LabelOutcome): void {
  process.stdout.write(`${json === true ? JSON.stringify(outcome) : outcomeText(outcome)}\n`);
}

export function labelText({ id, market, externalId, contentHash, note, ad, ...says }: Label): string {
  const memory = says.memoryGb === null ? '' : ` ${says.memoryGb}GB`;
  const card = [`${says.model ?? ''}${memory}`, ...says.flags].join(' +');
  const said = says.verdict === 'accepted' ? card : `!${says.reason ?? ''}`;
  const of = `${market}/${externalId}${contentHash === null ? '' : ' (this text)'}`;
  return `${id}  ${of}  ${said}  ${JSON.stringify(ad?.title ?? null)}${note === '' ? '' : `  ${note}`}`;
}

/** One line of the corpus: the ad as `classify` takes it, what is expected, and where it comes from. */
export function labelJson({ id, market, externalId, contentHash, note, at, ad, ...says }: Label): object {
  const expected =
    says.verdict === 'accepted'
      ? { kind: 'gpu', model: says.model, memory_gb: says.memoryGb, flags: says.flags }
      : { kind: says.reason };
  const price = ad?.priceMinor ?? null;
  return {
    ...{ title: ad?.title ?? null, description: ad?.description ?? null },
    ...{ price: price === null ? null : price / 100, currency: ad?.currency ?? null, expected },
    label: {
      id,
      market,
      external_id: externalId,
      content_hash: contentHash,
      url: ad?.url ?? null,
      note,
      at: at.toISOString(),
    },
  };
}

function gigabytes(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1_024)) throw new InvalidArgumentError('a number of GB is needed.');
  return value;
}

function number(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('the number of a label is needed.');
  return Number(text);
}

function flags(text: string): ConditionFlag[] {
  return text
    .split(',')
    .filter((word) => word.trim() !== '')
    .map((word) => {
      const flag = CONDITION_FLAGS.find((known) => known === word.trim());
      if (flag === undefined) throw new InvalidArgumentError(`one of ${CONDITION_FLAGS.join(', ')} is needed.`);
      return flag;
    });
}
