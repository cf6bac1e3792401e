/** The cards that the demo market trades: model, memory, a plausible second-hand price, how common and how fast they sell. */

export interface Variant {
  /** Canonical name, e.g. `RTX 3060 Ti`. */
  readonly model: string;
  readonly memoryGb: number;
  /** Typical price on day 0 in euro cents. */
  readonly referenceCents: number;
  /** Share among new ads, relative to the others. */
  readonly weight: number;
  /** Chance that an offer ends on any one day: time on market is geometric with it. */
  readonly hazard: number;
  /** `only`: no other size exists, so an ad need not say it. `rare-others`: every ad says it, since nobody could tell otherwise. */
  readonly memory: 'only' | 'common-others' | 'rare-others';
  /** From 0 (cheapest) to 1 (dearest), by reference price. */
  readonly rank: number;
}

/** Model, memory in GB, euro, weight, hazard; after the memory `*`: other sizes are common too, `+`: other sizes exist but are rare. */
const TABLE = `
GTX 750 Ti|2*|22|6|.05
GTX 960|2*|26|6|.045
GTX 960|4*|34|5|.05
GTX 970|4|42|12|.05
GTX 980|4|52|5|.045
GTX 980 Ti|6|70|5|.05
GTX 1050|2*|40|5|.04
GTX 1050 Ti|4|60|16|.06
GTX 1060|3*|55|12|.055
GTX 1060|6*|72|24|.07
GTX 1070|8|88|16|.06
GTX 1070 Ti|8|100|8|.06
GTX 1080|8|110|12|.055
GTX 1080 Ti|11|150|12|.06
GTX 1650|4|85|14|.06
GTX 1650 SUPER|4|98|10|.06
GTX 1660|6|95|12|.06
GTX 1660 SUPER|6|115|24|.075
GTX 1660 Ti|6|112|10|.06
RTX 2060|6*|130|22|.07
RTX 2060|12*|165|6|.06
RTX 2060 SUPER|8|150|12|.065
RTX 2070|8|160|10|.06
RTX 2070 SUPER|8|185|14|.065
RTX 2080|8|200|7|.055
RTX 2080 SUPER|8|220|8|.055
RTX 2080 Ti|11|265|9|.06
RTX 3050|8*|140|14|.06
RTX 3060|8*|180|7|.05
RTX 3060|12*|210|34|.085
RTX 3060 Ti|8|225|26|.08
RTX 3070|8|255|26|.08
RTX 3070 Ti|8|285|12|.065
RTX 3080|10*|340|22|.075
RTX 3080|12*|390|6|.06
RTX 3080 Ti|12+|420|9|.06
RTX 3090|24|680|11|.07
RTX 3090 Ti|24|800|3|.05
RTX 4060|8|255|16|.07
RTX 4060 Ti|8*|320|12|.065
RTX 4060 Ti|16*|400|6|.055
RTX 4070|12|460|12|.065
RTX 4070 SUPER|12|540|10|.065
RTX 4070 Ti|12|600|6|.055
RTX 4070 Ti SUPER|16|740|5|.055
RTX 4080|16|880|5|.05
RTX 4080 SUPER|16|960|4|.05
RTX 4090|24|1750|6|.055
RTX 5060 Ti|16*|430|6|.055
RTX 5070|12|560|7|.06
RTX 5070 Ti|16|800|6|.055
RTX 5080|16|1100|4|.05
RTX 5090|32|2400|2|.04
R9 290X|4+|48|4|.045
R9 380|4*|38|4|.045
R9 390|8|62|7|.05
R9 Fury X|4|75|2|.04
RX 470|4*|42|6|.055
RX 480|8*|60|7|.055
RX 560|4*|48|6|.05
RX 570|4*|50|14|.06
RX 570|8*|62|9|.06
RX 580|4*|56|7|.055
RX 580|8*|70|26|.07
RX 590|8|82|8|.055
RX Vega 56|8|105|5|.05
RX Vega 64|8|120|4|.05
RX 5500 XT|8*|90|6|.055
RX 5600 XT|6|115|8|.06
RX 5700|8|128|5|.055
RX 5700 XT|8|145|14|.065
RX 6400|4|75|4|.05
RX 6600|8|165|20|.075
RX 6600 XT|8|185|14|.065
RX 6650 XT|8|200|10|.06
RX 6700 XT|12|255|18|.075
RX 6750 XT|12|285|8|.06
RX 6800|16|310|9|.065
RX 6800 XT|16|360|11|.065
RX 6900 XT|16|420|6|.055
RX 6950 XT|16|480|4|.05
RX 7600|8|225|8|.06
RX 7700 XT|12|350|6|.055
RX 7800 XT|16|440|10|.065
RX 7900 GRE|16|500|4|.05
RX 7900 XT|20|600|6|.055
RX 7900 XTX|24|760|7|.06
RX 9060 XT|16*|360|4|.055
RX 9070 XT|16|650|6|.06
Radeon VII|16|290|2|.04
Arc A380|6|95|2|.04
Arc A750|8|160|5|.05
Arc A770|16*|220|4|.05
Arc B580|12|250|5|.055
`;

export const VARIANTS: readonly Variant[] = readTable();

function readTable(): Variant[] {
  const rows = TABLE.trim()
    .split('\n')
    .map((line) => line.split('|'));
  const prices = rows.map((row) => Number(row[2])).sort((a, b) => a - b);
  return rows.map(([model = '', memory = '', euro, weight, hazard]) => ({
    model,
    memoryGb: Number.parseInt(memory, 10),
    referenceCents: Number(euro) * 100,
    weight: Number(weight),
    hazard: Number(hazard),
    memory: memory.endsWith('*') ? 'common-others' : memory.endsWith('+') ? 'rare-others' : 'only',
    rank: prices.indexOf(Number(euro)) / (prices.length - 1),
  }));
}
