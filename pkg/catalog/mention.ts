/** A GPU name found in text, as the grammar of names reports it, and how one is made. */
import type { Token } from '../text/tokens.js';
import type { Gpu } from './gpu.js';

/** A GPU name found in text. */
export interface Mention {
  /** The catalogue's GPU; `undefined` when the words name a GPU that the catalogue does not have. */
  readonly gpu: Gpu | undefined;
  /** Canonical name, or the name as the grammar reads it. */
  readonly name: string;
  /** GPUs of the same number that the words may also mean, where a capacity can decide. */
  readonly siblings: readonly Gpu[];
  /** GPUs of the same number in other families: GTX 580 and RX 580. A capacity of theirs alone makes the name doubtful; few ask. */
  readonly twins: () => readonly Gpu[];
  /** Whether the number stands alone: "MSI 3080" is a card only when something else says so. */
  readonly bare: boolean;
  /** Whether the name is so short that other things have it too: T1000, V3800, A4. */
  readonly weak: boolean;
  /** Whether a family word stands right at the number ("RTX 3080"), as opposed to nowhere. */
  readonly named: boolean;
  /** Laptop chip. */
  readonly laptop: boolean;
  /** A module for a server's own socket (SXM, OAM), no card for a slot. */
  readonly module: boolean;
  /** Whether a maker's part number names it (`GV-N3060GAMING`). */
  readonly code: boolean;
  /** The capacity that the part number gives. */
  readonly memoryGb: number | undefined;
  /** Tokens [from, to). */
  readonly from: number;
  readonly to: number;
  /** A word of the name that stands apart from it: "2048SP" in "RX 580 8GB 2048SP". */
  readonly apart: { readonly from: number; readonly to: number } | undefined;
  readonly number: string;
}

/** A mention in the making: filled field by field, as copies of so large an object would be half the cost of finding names. */
export type Draft = { -readonly [Field in keyof Mention]: Mention[Field] };
const NO_GPUS: readonly Gpu[] = [];
const noGpus = (): readonly Gpu[] => NO_GPUS;

/** A mention of `gpu`, or of a card that the catalogue does not have; nothing else holds of it yet. */
export function draftOf(gpu: Gpu | undefined, from: number, to: number, number: string): Draft {
  return {
    gpu,
    name: gpu?.name ?? '',
    siblings: NO_GPUS,
    twins: noGpus,
    bare: false,
    weak: false,
    named: false,
    laptop: false,
    module: false,
    code: false,
    memoryGb: undefined,
    from,
    to,
    apart: undefined,
    number,
  };
}

const MODULE = /^(?:sxm|oam|mezzanine)$/;

/** "RX 500 ... RX 580": a round number that the catalogue does not have names the series of the card after it. */
export function namesSeriesOf(series: Mention, card: Mention): boolean {
  return (
    series.gpu === undefined &&
    /^\d0+$/.test(series.number) &&
    series.number.length === card.number.length &&
    series.number.charAt(0) === card.number.charAt(0)
  );
}

/** "V100 SXM2", "SXM4 A100": a word of the module's socket beside the name. */
export function isModule(list: readonly Token[], mention: Mention): boolean {
  if (mention.gpu?.segment !== 'datacenter') return false;
  for (let at = Math.max(0, mention.from - 3); at < mention.to + 5; at += 1)
    if (MODULE.test(list[at]?.text ?? '')) return true;
  return false;
}

const SHOWN: Readonly<Record<string, string>> = {
  ...{
    ti: 'Ti',
    super: 'SUPER',
    geforce: 'GeForce',
    radeon: 'Radeon',
    nvidia: 'GeForce',
    quadro: 'Quadro',
    tesla: 'Tesla',
  },
  ...{ arc: 'Arc', firepro: 'FirePro', vega: 'Vega', pro: 'Pro', ada: 'Ada', boost: 'Boost', ultra: 'Ultra' },
};

/** A name that the catalogue does not have, in its spelling. */
export function displayName(words: readonly string[]): string {
  return words
    .flatMap((word) => word.split(' '))
    .filter((word) => word !== '')
    .map((word) => SHOWN[word] ?? word.toUpperCase())
    .join(' ');
}
