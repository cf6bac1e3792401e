/** Each gaming card in the spellings, orders and surroundings that sellers use: model and memory are found in every one. */
import { expect, test } from '@jest/globals';
import { loadCatalog, type Gpu } from '../catalog/index.js';
import { createClassifier } from './classifier.js';

const catalog = loadCatalog();
const classifier = createClassifier(catalog);

const BY_SOUND = [
  [/RTX/g, 'РТХ'],
  [/GTX/g, 'ГТХ'],
  [/\bRX\b/g, 'РХ'],
  [/Ti\b/g, 'Ти'],
  [/SUPER/g, 'Супер'],
  [/\bXT\b/g, 'ХТ'],
] as const;
const bySound = (name: string): string => BY_SOUND.reduce((text, [from, to]) => text.replace(from, to), name);

const SPELLINGS: Readonly<Record<string, (name: string) => string>> = {
  'as it is': (name) => name,
  'small letters': (name) => name.toLowerCase(),
  'in one word': (name) => name.replaceAll(' ', ''),
  'in one small word': (name) => name.replaceAll(' ', '').toLowerCase(),
  'the suffix glued': (name) => name.replace(/ (\S+)$/, '$1'),
  'the number glued': (name) => name.replace(' ', ''),
  'with dashes': (name) => name.replaceAll(' ', '-'),
  'Cyrillic by sound': bySound,
  'Cyrillic in small letters': (name) => bySound(name).toLowerCase(),
  'Cyrillic in one word': (name) => bySound(name).replaceAll(' ', ''),
  'Cyrillic look-alikes': (name) => name.replaceAll('X', 'Х').replaceAll('T', 'Т'),
  // R9 after a number is a Ryzen's, GHz a frequency.
  'the family after the number': (name) =>
    /^R\d|GHz/.test(name)
      ? name
      : name.replace(/^(\S+) (\d\S*) ?(.*)$/, (_, a, b, c) => [b, c, a].filter(Boolean).join(' ')),
};

const CAPACITIES: readonly ((gb: number) => string)[] = [
  (gb) => `${gb}GB`,
  (gb) => `${gb} гб`,
  (gb) => `${gb}G`,
  (gb) => `${gb} гига`,
  (gb) => `${gb * 1024}MB`,
  (gb) => `${gb}GВ`,
  (gb) => `(${gb} GB)`,
  (gb) => `${gb} гигабайта`,
];

const TITLES: readonly ((name: string, memory: string, maker: string) => string)[] = [
  (name, memory, maker) => `Видеокарта ${maker} ${name} Gaming OC ${memory} 256 bit`,
  (name, memory, maker) => `${maker} Dual ${name} ${memory} с 2 вентилатора`,
  (name, memory, maker) => `${name}, ${memory}, ${maker}, гаранция 3г.`,
  (name, memory, maker) => `${memory} GDDR6X ${maker} ${name} 650W`,
];

const MAKERS: Readonly<Record<string, readonly string[]>> = {
  NVIDIA: ['Palit', 'MSI', 'Гигабайт'],
  AMD: ['Sapphire', 'XFX', 'Gigabyte'],
  Intel: ['Sparkle', 'ASRock', 'Intel'],
};

/** Names that are words besides the number, or have an ending of several, have their own tests. */
const cards = catalog.models.filter(
  (gpu) =>
    gpu.followed && gpu.segment === 'gaming' && /^(?:[A-Z][A-Za-z]*\d?) [AB]?\d+(?: ?[A-Za-z]+)*$/.test(gpu.name),
);

test.each(Object.entries(SPELLINGS))('%s', (_name, spell) => {
  const wrong: string[] = [];
  cards.forEach((gpu: Gpu, order) => {
    for (const [turn, title] of TITLES.entries()) {
      const gb = gpu.memoryGb[(order + turn) % gpu.memoryGb.length] ?? 0;
      const memory = CAPACITIES[(order + turn) % CAPACITIES.length]?.(gb) ?? '';
      const maker = MAKERS[gpu.vendor]?.[(order + turn) % 3] ?? '';
      const text = title(spell(gpu.name), memory, maker);
      const verdict = classifier.classify({ title: text });
      const right = verdict.verdict !== 'rejected' && verdict.model === gpu.name && verdict.memoryGb === gb;
      if (!right)
        wrong.push(`${text}: ${gpu.name} ${gb} GB, said ${JSON.stringify({ ...verdict, evidence: undefined })}`);
    }
  });
  expect(cards.length).toBeGreaterThan(130);
  expect(wrong).toEqual([]);
});
