/** `gpu-tracker appraise TEXT`: what an ad is worth, for its buyer and its seller, from the published market. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { createClassifier } from '../../classify/classifier.js';
import { readConfig } from '../../config/config.js';
import { appraiseText, type AppraisalRequest } from '../../http/appraise.js';
import type { AppraisalDto } from '../../http/schemas/appraisal.js';
import { VersionMemo } from '../../http/version-memo.js';
import { PgMarketReader } from '../../postgres/pg-market-reader.js';
import { openReaderPool } from '../../postgres/reader-pool.js';
import { LANGUAGES, type Language } from '../../wording/language.js';
import { databaseUrlOf } from '../database.js';
import { adOf } from '../processes/api.js';

interface Options {
  readonly price?: number;
  readonly currency: 'EUR' | 'BGN';
  readonly market?: string;
  readonly language: Language;
  readonly json?: boolean;
}

export function appraiseCommand(): Command {
  return new Command('appraise')
    .description('say what an ad, a card or an asked price is worth, for buyer and seller')
    .argument('<text...>', "an ad's title, its whole text, or its address")
    .option('--price <amount>', 'what is asked', amount)
    .addOption(new Option('--currency <code>', 'of the price').choices(['EUR', 'BGN']).default('EUR'))
    .option('--market <slug>', 'compare as in this market')
    .addOption(new Option('--language <code>', 'of the sentences').choices(LANGUAGES).default('en'))
    .option('--json', 'print what GET /api/appraise answers')
    .addHelpText(
      'after',
      '\nDATABASE_URL names the database. Nothing is fetched: an address is looked up among the ads that were seen.',
    )
    .action(async (words: string[], { price, currency, market, language, json }: Options) => {
      const config = readConfig(process.env);
      const askedMinor = price === undefined ? undefined : Math.round(price * 100);
      const request = { text: words.join(' '), askedMinor, currency, market, language };
      const answer = await appraiseIn(databaseUrlOf(config), config.DEMO_MARKET_URL, request);
      process.stdout.write(json === true ? `${JSON.stringify(answer)}\n` : appraisalText(answer, language));
    });
}

export async function appraiseIn(
  databaseUrl: string,
  demoUrl: string,
  request: AppraisalRequest,
): Promise<AppraisalDto> {
  const pool = openReaderPool({
    ...{ url: databaseUrl, applicationName: 'gpu-tracker-appraise', poolMax: 1, onIdleError: () => undefined },
  });
  try {
    const services = { classifier: createClassifier(), once: new VersionMemo().of, adOf: adOf(demoUrl) };
    return await new PgMarketReader(pool).read((view) => appraiseText(view, services, request));
  } finally {
    await pool.end();
  }
}

const HEADINGS: Readonly<Record<Language, readonly [buyer: string, seller: string, similar: string]>> = {
  en: ['To buy', 'To sell', 'Similar offers'],
  bg: ['За купувача', 'За продавача', 'Подобни обяви'],
};

/** The answer for people: the sentences, and the offers to compare with. */
export function appraisalText({ sentences, comparable }: AppraisalDto, language: Language): string {
  const [buyer, seller, similar] = HEADINGS[language];
  const offers = comparable.map(({ price, title, url }) => `${String(price).padStart(8)} €  ${title}  ${url}`);
  return [...section(buyer, sentences.buyer), ...section(seller, sentences.seller), ...section(similar, offers)].join(
    '\n',
  );
}

const section = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [heading, ...lines.map((line) => `  ${line}`), ''];

function amount(text: string): number {
  const value = Number(text.replace(',', '.'));
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('an amount such as 180 or 179.99 is needed.');
  return value;
}
