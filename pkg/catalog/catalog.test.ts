import { expect, test } from '@jest/globals';
import { FamilyRowSchema, GpuRowSchema, KnownFamilySchema } from './catalog-schema.js';
import { buildCatalog, loadCatalog } from './catalog.js';
import { FAMILIES } from './data/families.js';
import { GPUS } from './data/gpus.js';
import { KNOWN } from './data/known.js';
import { tokenize } from '../text/tokens.js';

const catalog = loadCatalog();

test('every line of the data files fits the schema', () => {
  for (const row of GPUS) expect(() => GpuRowSchema.parse(row)).not.toThrow();
  for (const family of KNOWN) expect(() => KnownFamilySchema.parse(family)).not.toThrow();
  for (const family of Object.values(FAMILIES)) expect(() => FamilyRowSchema.parse(family)).not.toThrow();
});

test('names are unique, and so are aliases', () => {
  const names = [
    ...GPUS.flatMap((row) => [row.name, ...(row.aliases ?? [])]),
    ...KNOWN.flatMap(({ mb, gb, aliases }) => Object.keys({ ...mb, ...gb, ...aliases })),
  ].map((name) => name.toLowerCase());
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('every family is used, and every row has a family', () => {
  const used = new Set(GPUS.map((row) => row.family));
  expect([...used].sort()).toEqual(Object.keys(FAMILIES).sort());
});

test('rare, modified and laptop capacities are told apart from factory ones', () => {
  for (const row of GPUS) {
    const factory = Object.keys(row.gb).map(Number);
    for (const rare of row.rareGb ?? []) expect(factory).toContain(rare);
    for (const other of [...(row.modGb ?? []), ...(row.laptopGb ?? [])]) expect(factory).not.toContain(other);
  }
});

test('the index grows with the number inside a generation', () => {
  for (const series of [20, 30, 40, 50]) {
    const plain = [60, 70, 80].map((tier) => catalog.specIndex(`RTX ${series}${tier}`, null) ?? 0);
    expect(plain).toEqual([...plain].sort((a, b) => a - b));
  }
});

test.each([
  ['RTX 4060 Ti', 8, 16],
  ['RTX 5060 Ti', 8, 16],
  ['RX 9060 XT', 8, 16],
  ['Arc A770', 8, 16],
  ['RX 580', 4, 8],
  ['GTX 1060', 3, 6],
])('twins of one model have an index each: %s %i GB below %i GB', (model, less, more) => {
  expect(catalog.specIndex(model, less) ?? 0).toBeLessThan(catalog.specIndex(model, more) ?? 0);
});

test('a followed card has an uncertainty, a known one neither it nor an index', () => {
  for (const gpu of catalog.models) {
    expect(gpu.indexUncertainty > 0).toBe(gpu.followed);
    if (!gpu.followed)
      expect(gpu.memoryGb.map((gb) => catalog.specIndex(gpu.name, gb) ?? null)).toEqual(gpu.memoryGb.map(() => null));
    if (!gpu.followed) expect(catalog.specIndex(gpu.name, null)).toBeUndefined();
  }
});

test('the index is anchored at the RTX 3060 12 GB', () => {
  expect(catalog.specIndex('RTX 3060', 12)).toBe(100);
});

const VENDOR_WORD: Readonly<Record<string, string>> = { NVIDIA: 'nvidia', AMD: 'radeon', Intel: 'intel' };

/** Ways in which sellers write one and the same name. */
const SPELLINGS: Readonly<Record<string, (name: string) => string>> = {
  'as it is': (name) => name,
  'in small letters': (name) => name.toLowerCase(),
  'in capitals': (name) => name.toUpperCase(),
  'with dashes': (name) => name.replaceAll(' ', '-'),
  'with underscores': (name) => name.replaceAll(' ', '_'),
  'letters and number in one': (name) => name.replace(/([A-Za-z]) (\d)/g, '$1$2'),
  'with a maker before it': (name) => `Gigabyte ${name}`,
};

test.each(Object.entries(SPELLINGS))('every name finds its own GPU and no other: %s', (_how, spell) => {
  const wrong = catalog.models.flatMap((gpu) => {
    const word = VENDOR_WORD[gpu.vendor] ?? '';
    const { names } = catalog;
    const [mention, ...others] = names.find(tokenize(`${word} ${spell(gpu.name)}`));
    return mention?.gpu === gpu && others.length === 0 ? [] : [`${spell(gpu.name)}: ${mention?.name ?? 'nothing'}`];
  });
  expect(wrong).toEqual([]);
});

test('every alias finds the GPU it stands for', () => {
  const aliases = [
    ...GPUS.flatMap(({ name, aliases: own = [] }) => own.map((alias) => [alias, name] as const)),
    ...KNOWN.flatMap((family) => Object.entries(family.aliases ?? {})),
  ];
  expect(aliases.filter(([alias, name]) => catalog.resolve(alias)?.name !== name)).toEqual([]);
});

test('every GPU is found by its canonical name', () => {
  for (const gpu of catalog.models) expect(catalog.find(gpu.name)).toBe(gpu);
  for (const gpu of catalog.models) expect(catalog.resolve(gpu.name)).toBe(gpu);
});

test.each([
  ['3060ti', 'RTX 3060 Ti'],
  ['rtx3060 ti', 'RTX 3060 Ti'],
  ['РТХ 3060 ти', 'RTX 3060 Ti'],
  ['rtx-3060_ti', 'RTX 3060 Ti'],
  ['rtx+3060+ti', 'RTX 3060 Ti'],
  ['1660 супер', 'GTX 1660 SUPER'],
  ['2060s', 'RTX 2060 SUPER'],
  ['рх 6700хт', 'RX 6700 XT'],
  ['Радеон 7900 хтх', 'RX 7900 XTX'],
  ['вега 64', 'RX Vega 64'],
  ['GTX 3070', 'RTX 3070'],
  ['4070 super ti', 'RTX 4070 Ti SUPER'],
  ['RX 6900', 'RX 6900 XT'],
  ['arc А770', 'Arc A770'],
  ['p106', 'P106-100'],
])('a seller who writes "%s" means the %s', (spelling, name) => {
  expect(catalog.resolve(spelling)?.name).toBe(name);
});

test.each(['RTX 4000', 'GeForce 8800', 'RTX 3050 Ti', 'RTX 9999', 'laptop', '', '🎮', '3060 3070'])(
  '"%s" names no card of the catalogue',
  (spelling) => {
    expect(catalog.resolve(spelling)).toBeUndefined();
  },
);

test('a variant exists for factory capacities only', () => {
  expect(catalog.variant('RTX 3080', 12)).toMatchObject({ model: 'RTX 3080', memoryGb: 12 });
  expect(catalog.variant('RTX 3080', 11)).toBeUndefined();
  expect(catalog.variant('RTX 9999', 12)).toBeUndefined();
});

test('a new GPU is one entry', () => {
  const extended = buildCatalog([
    ...GPUS,
    { name: 'RTX 6070 Ti', family: 'GeForce 50', launch: 2027, gb: { 18: 300 } },
  ]);
  expect(extended.resolve('ртх 6070ти')?.name).toBe('RTX 6070 Ti');
  expect(extended.specIndex('RTX 6070 Ti', null)).toBe(300);
});
