/** Reads the demo market's pages for its own tests, by nothing but the documented form of the embedded state. */

export interface ReadAd {
  readonly id: number;
  readonly title: string;
  readonly searchReason: string;
  readonly price: {
    readonly displayValue: string;
    readonly regularPrice: { readonly value: number; readonly currencyCode: string } | null;
  };
}

export interface ReadPage {
  readonly pageNumber: number;
  readonly totalElements: number;
  readonly visibleElements: number;
  readonly totalPages: number;
  readonly metaData: { readonly searchReason: Readonly<Record<string, readonly number[]>> };
  readonly ads: readonly ReadAd[];
}

/** `null` when the page has no embedded state. */
export function readState(html: string): ReadPage | null {
  const match = /__PRERENDERED_STATE__\s*=\s*("(?:\\.|[^"\\])*")/.exec(html);
  if (match === null) return null;
  const state = JSON.parse(JSON.parse(match[1] ?? '') as string) as { listing: { listing: ReadPage } };
  const { ads, ...listing } = state.listing.listing;
  return { ...listing, ads: ads.filter((ad) => 'id' in ad) };
}

export function organic(page: ReadPage): readonly ReadAd[] {
  return page.ads.filter(({ searchReason }) => searchReason === 'organic');
}

/** Ids of the cards in page order. */
export function cardIds(html: string): readonly number[] {
  return [...html.matchAll(/data-cy="l-card"[^>]* id="(\d+)"/g)].map((match) => Number(match[1]));
}
