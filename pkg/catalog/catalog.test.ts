import { expect, test } from '@jest/globals';
import { FamilyRowSchema, GpuRowSchema } from './catalog-schema.js';
import { buildCatalog, loadCatalog } from './catalog.js';
import { FAMILIES, GPUS } from './data/gpus.js';

const catalog = loadCatalog();

test('every line of the data file fits the schema', () => {
  for (const row of GPUS) expect(() => GpuRowSchema.parse(row)).not.toThrow();
  for (const family of Object.values(FAMILIES)) expect(() => FamilyRowSchema.parse(family)).not.toThrow();
});

test('names are unique, and so are aliases', () => {
  const names = GPUS.flatMap((row) => [row.name, ...(row.aliases ?? [])]).map((name) => name.toLowerCase());
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

test('the index is anchored at the RTX 3060 12 GB', () => {
  expect(catalog.specIndex('RTX 3060', 12)).toBe(100);
});

test('every GPU resolves from its own name, in any case', () => {
  for (const gpu of catalog.models) {
    expect(catalog.resolve(gpu.name)).toBe(gpu);
    expect(catalog.resolve(gpu.name.toLowerCase())).toBe(gpu);
    expect(catalog.find(gpu.name)).toBe(gpu);
  }
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

test.each(['RTX 4000', 'GTX 580', 'Quadro 4000', 'RTX 3050 Ti', 'RTX 9999', 'laptop', '', '🎮', '3060 3070'])(
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
