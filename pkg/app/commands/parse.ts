/** `gpu-tracker parse FILE`: what the parser understands of a saved page, as a table or as JSON. */
import { readFile, stat } from 'node:fs/promises';
import { Command } from 'commander';
import { readConfig } from '../../config/config.js';
import { InvalidInputError } from '../../errors/app-error.js';
import type { RawAd } from '../../listing/raw-ad.js';
import { UnrecognisedPageError, type ParsedPage } from '../../market/marketplace.js';
import { createMarketplace, MARKET_SLUGS } from '../../market/markets.js';

/** Far beyond any page; a longer file could not be held as one string. */
const BYTES_MAX = 256 * 1024 * 1024;

export function parseCommand(): Command {
  return new Command('parse')
    .description('show the ads and the paging of a saved page of search results, or of an ad')
    .argument('<file>', "HTML page, or JSON dump of its state or of the site's offers API")
    .option('--market <slug>', `whose page it is: ${MARKET_SLUGS.join(', ')}`, 'olx-bg')
    .option('--json', 'print JSON')
    .action(async (file: string, flags: { market: string; json?: boolean }) => {
      const market = createMarketplace(flags.market, { demoUrl: readConfig(process.env).DEMO_MARKET_URL });
      const page = market.parse(await readPage(file), { compare: true });
      process.stdout.write(`${flags.json === true ? JSON.stringify(pageJson(page)) : pageText(page)}\n`);
      if (page.kind === 'unrecognised')
        throw new UnrecognisedPageError(`${file} is not understood: ${page.note ?? 'no reason known'}`);
    });
}

async function readPage(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > BYTES_MAX) throw new InvalidInputError(`${file} is too large for a page: ${size} bytes`);
    return await readFile(file, 'utf8');
  } catch (err) {
    if (err instanceof InvalidInputError) throw err;
    throw new InvalidInputError(`${file} cannot be read: ${err instanceof Error ? err.message : String(err)}`, {
      cause: err,
    });
  }
}

function pageJson(page: ParsedPage): Record<string, unknown> {
  const { kind, announcedTotal, totalPages, ads, source, sourceCounts, unparsed, disagreements, note } = page;
  return {
    ...{ kind, announcedTotal, page: page.page, totalPages, source, sourceCounts },
    ...{ unparsed: unparsed ?? 0, disagreements, note: note ?? null, ads: ads.map(adJson) },
  };
}

function adJson(ad: RawAd): Record<string, unknown> {
  const { externalId, url, title, priceText, priceMinor, currency, negotiable, promoted, padding } = ad;
  const { condition, location, refreshedAt, description } = ad;
  return {
    ...{ externalId, url, title, priceText, priceMinor, currency, negotiable, promoted, padding },
    ...{ condition, location, refreshedAt: refreshedAt?.toISOString() ?? null },
    ...(description === undefined ? {} : { description }),
  };
}

function pageText(page: ParsedPage): string {
  const of = page.totalPages === null ? '' : ` of ${page.totalPages}`;
  const lines = [
    `kind: ${page.kind}${page.note === undefined ? '' : ` (${page.note})`}`,
    `announced: ${page.announcedTotal ?? 'not said'}`,
    `page: ${page.page ?? 'not said'}${of}`,
    `ads: ${page.ads.length}${page.source === null ? '' : ` from ${page.source}`}, ${page.unparsed ?? 0} unreadable`,
    ...page.disagreements.map((text) => `disagreement: ${text}`),
  ];
  return [...lines, ...(page.ads.length === 0 ? [] : ['', ...page.ads.map(adLine)])].join('\n');
}

function adLine(ad: RawAd): string {
  const marks = (['promoted', 'padding', 'negotiable'] as const).filter((mark) => ad[mark]).join(' ');
  const amount = ad.priceMinor === null ? ad.priceText : `${(ad.priceMinor / 100).toFixed(2)} ${ad.currency ?? ''}`;
  return `${ad.externalId.padEnd(12)}${amount.padStart(18)}  ${ad.title.slice(0, 60).padEnd(60)}  ${marks}`.trimEnd();
}
