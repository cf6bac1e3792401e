/** Says in words where two sources of one page differ in all but prices, which are voted on. */
import type { RawAd } from '../../listing/raw-ad.js';
import { foldedText } from './plain-text.js';

export interface NamedSource {
  readonly name: string;
  readonly ads: readonly RawAd[];
}

/** Both sources list every card: ids in order, then titles and padding ad by ad. */
export function compareLists(a: NamedSource, b: NamedSource): string[] {
  const differences: string[] = [];
  if (a.ads.length !== b.ads.length)
    differences.push(`${a.name} has ${a.ads.length} ads, ${b.name} has ${b.ads.length}`);
  const idsOf = ({ ads }: NamedSource): Set<string> => new Set(ads.map(({ externalId }) => externalId));
  const [inA, inB] = [idsOf(a), idsOf(b)];
  const onlyA = [...inA].filter((id) => !inB.has(id));
  const onlyB = [...inB].filter((id) => !inA.has(id));
  if (onlyA.length > 0) differences.push(`only ${a.name} has ${some(onlyA)}`);
  if (onlyB.length > 0) differences.push(`only ${b.name} has ${some(onlyB)}`);
  if (onlyA.length + onlyB.length === 0 && a.ads.some((ad, at) => b.ads[at]?.externalId !== ad.externalId))
    differences.push(`${a.name} and ${b.name} list the same ads in different order`);
  const other = new Map(b.ads.map((ad) => [ad.externalId, ad]));
  const pairs = new Map(a.ads.map((ad) => [ad, other.get(ad.externalId)]));
  return [...differences, ...compareAds(a.name, b.name, pairs, true)];
}

/** `b` lists some of the ads only and names them by address: where it has one, the titles must agree. */
export function comparePart(a: NamedSource, b: NamedSource): string[] {
  const other = new Map(b.ads.map((ad) => [ad.url, ad]));
  return compareAds(a.name, b.name, new Map(a.ads.map((ad) => [ad, other.get(ad.url)])), false);
}

function compareAds(
  nameA: string,
  nameB: string,
  pairs: ReadonlyMap<RawAd, RawAd | undefined>,
  whole: boolean,
): string[] {
  const differences: string[] = [];
  for (const [a, b] of pairs) {
    if (b === undefined) continue;
    const differ = (what: string, x: string, y: string): number =>
      differences.push(`ad ${a.externalId}: ${what} in ${nameA} is ${x}, in ${nameB} ${y}`);
    if (foldedText(a.title) !== foldedText(b.title)) differ('the title', `"${a.title}"`, `"${b.title}"`);
    if (whole && a.padding !== b.padding)
      differ('it', a.padding ? 'padding' : 'a result', b.padding ? 'padding' : 'a result');
  }
  return differences;
}

function some(ids: readonly string[]): string {
  return ids.length > 5 ? `${ids.slice(0, 5).join(', ')} and ${ids.length - 5} more` : ids.join(', ');
}
