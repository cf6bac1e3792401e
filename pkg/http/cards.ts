/** What the API needs of the catalogue, and how a seller's spelling of a model becomes what is stored. */

/** Facts about one GPU; the catalogue's `Gpu` is one. */
export interface Card {
  readonly name: string;
  readonly vendor: string;
  readonly family: string;
  readonly segment: string;
  readonly launch: number;
  readonly memoryGb: readonly number[];
  /** A card that is only known has no index and no place in rankings, deals and the market index. */
  readonly followed: boolean;
  readonly indexUncertainty: number;
}

/** The catalogue's `Catalog` is one. */
export interface Cards {
  find(canonicalName: string): Card | undefined;
  resolve(sellerSpelling: string): Card | undefined;
  specIndex(model: string, memoryGb: number | null): number | undefined;
}

/** Whether the card is known and not followed: it has no index to rank it by, and its euros would be noise among the rest. */
export function isUnranked(cards: Pick<Cards, 'find'>, model: string): boolean {
  return cards.find(model)?.followed === false;
}

export interface AskedModel {
  /** Canonical where the catalogue knows it, else as asked: imported history may name cards that it does not. */
  readonly model: string;
  /** Set when the asked text names a memory: `rtx 3060 12gb`. */
  readonly memoryGb?: number;
}

const TRAILING_MEMORY = /^(.*\S)[\s_-]*\b(\d{1,3})\s*(?:gb|g|гб)$/iu;

export function askedModel(cards: Cards, asked: string): AskedModel {
  const whole = cards.resolve(asked);
  if (whole !== undefined) return { model: whole.name };
  const [, name, memory] = TRAILING_MEMORY.exec(asked.trim()) ?? [];
  const named = name === undefined ? undefined : cards.resolve(name);
  if (named !== undefined) return { model: named.name, memoryGb: Number(memory) };
  return { model: asked };
}
