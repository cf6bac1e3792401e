/** Whether a price can be a card's price at all. Never a judge of bargains: the bands are several times wider than the market. */
import type { Catalog, Gpu } from '../catalog/index.js';
import type { PriceFit } from './score.js';

/**
 * Euro for one unit of a currency. EUR and BGN are exact (1 EUR = 1.95583 BGN); the others are rough, of 2026, and their band
 * is `ROUGH_FACTOR` wider on both sides: they catch decoys, not exchange rates.
 */
const EURO_PER_UNIT: Readonly<Record<string, number>> = {
  EUR: 1,
  BGN: 1 / 1.95583,
  USD: 0.87,
  PLN: 0.235,
  RON: 0.197,
  UAH: 0.02,
  HUF: 0.0026,
  NOK: 0.086,
  RUB: 0.011,
  KZT: 0.0017,
  UZS: 0.00007,
};
const EXACT = new Set(['EUR', 'BGN']);
const ROUGH_FACTOR = 4;

/** Euro per point of the performance index, at the very least and at the very most. */
const LEAST_PER_POINT = 0.15;
const MOST_PER_POINT = 25;
const LEAST_EURO = 2.5;
const MOST_BASE_EURO = 150;
/** Workstation and data centre cards cost many times what their speed would. */
const PROFESSIONAL_FACTOR = 6;
/** For cards without an estimate (boards with several chips). */
const UNKNOWN_INDEX = 60;

/** Cards without an index: the band of their kind. Those of the first generations are collected. */
const KNOWN_BANDS: readonly (readonly [applies: (gpu: Gpu) => boolean, least: number, most: number])[] = [
  [({ segment, launch }) => segment === 'datacenter' && launch >= 2014, 25, 60_000],
  [({ segment, launch }) => segment !== 'gaming' && launch >= 2012, 3, 15_000],
  [({ segment }) => segment !== 'gaming', 1, 900],
  [({ launch }) => launch <= 2004, 1, 1_500],
  [({ launch }) => launch <= 2013, 1, 250],
  [() => true, 5, 1_000],
];

/** Lowest and highest amount in euro that a card of this kind can plausibly be offered for. */
export function plausibleEuro(catalog: Catalog, gpu: Gpu, memoryGb: number | null): { least: number; most: number } {
  if (!gpu.followed) {
    const band = KNOWN_BANDS.find(([applies]) => applies(gpu));
    return { least: band?.[1] ?? LEAST_EURO, most: band?.[2] ?? MOST_BASE_EURO };
  }
  // A capacity that only after-market work gives has no index of its own: such a card is priced like its model.
  const index = catalog.specIndex(gpu.name, memoryGb) ?? catalog.specIndex(gpu.name, null) ?? UNKNOWN_INDEX;
  const professional = gpu.segment === 'workstation' || gpu.segment === 'datacenter';
  return {
    least: Math.max(LEAST_EURO, index * LEAST_PER_POINT * (gpu.segment === 'mining' ? 0.2 : 1)),
    most: (MOST_BASE_EURO + index * MOST_PER_POINT) * (professional ? PROFESSIONAL_FACTOR : 1),
  };
}

/** Euro per point of the index that cards of every age are sold for, used or new. */
const USUAL_PER_POINT = { least: 0.5, most: 9 } as const;
/** Beyond these a price is possible only for a reason. */
const POSSIBLE_PER_POINT = { least: 0.25, most: 16 } as const;

/** Where a plausible price stands by the card's index; `undefined` without an index or a rate that is exact enough. */
export function priceFit(
  catalog: Catalog,
  gpu: Gpu,
  memoryGb: number | null,
  priceMinor: number,
  currency: string | null | undefined,
): PriceFit | undefined {
  const index = catalog.specIndex(gpu.name, memoryGb) ?? catalog.specIndex(gpu.name, null);
  const rate = EURO_PER_UNIT[currency ?? 'EUR'];
  if (index === undefined || rate === undefined || !EXACT.has(currency ?? 'EUR') || gpu.segment !== 'gaming')
    return undefined;
  const perPoint = ((priceMinor / 100) * rate) / index;
  const within = ({ least, most }: { least: number; most: number }): boolean => perPoint >= least && perPoint <= most;
  if (within(USUAL_PER_POINT)) return 'usual';
  return within(POSSIBLE_PER_POINT) ? 'possible' : 'far';
}

/** `priceMinor` in minor units (two decimals). An unknown currency has no band. */
export function isPlausiblePrice(
  catalog: Catalog,
  gpu: Gpu,
  memoryGb: number | null,
  priceMinor: number,
  currency: string | null | undefined,
): boolean {
  const amount = priceMinor / 100;
  if (!Number.isFinite(amount) || amount <= 1) return false;
  const code = currency ?? 'EUR';
  const rate = EURO_PER_UNIT[code];
  if (rate === undefined) return true;
  const factor = EXACT.has(code) ? 1 : ROUGH_FACTOR;
  const { least, most } = plausibleEuro(catalog, gpu, memoryGb);
  const euro = amount * rate;
  return euro >= least / factor && euro <= most * factor;
}
