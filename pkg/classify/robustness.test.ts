import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildCatalog, loadCatalog } from '../catalog/index.js';
import { GPUS } from '../catalog/data/gpus.js';
import { REJECT_REASONS, REVIEW_REASONS, type AdText, type Verdict } from '../listing/verdict.js';
import { createClassifier } from './classifier.js';

const classifier = createClassifier();
const catalog = loadCatalog();

/** Words that the rules look for, in any order: far likelier to meet their corners than random letters. */
const word = fc.constantFrom(
  ...[
    'RTX',
    '3060',
    'Ti',
    'ти',
    'РТХ',
    '12GB',
    '8г',
    'гаранция',
    '3',
    'x',
    '2x',
    'броя',
    'за',
    'от',
    'с',
    'не',
    'без',
    'ако',
    'кутия',
  ],
  ...[
    'артефакти',
    'копана',
    'компютър',
    'лаптоп',
    'видеокарта',
    'GTX',
    '1060',
    '580',
    'RX',
    'R9',
    '390',
    'Vega',
    '56',
    'Super',
    'и',
    '/',
  ],
  ...[
    '(',
    ')',
    '+',
    ',',
    '.',
    '-',
    '!',
    '\n',
    '"',
    '™',
    'Titan',
    'Quadro',
    'P2000',
    'GV-N1060',
    '🔥',
    '\u200b',
    '\ud83d',
    'й',
    'ﬁ',
    '½',
  ],
);
const phrase = fc
  .array(fc.tuple(word, fc.constantFrom(' ', '', '  ', '-')), { maxLength: 40 })
  .map((parts) => parts.flat().join(''));
const text = fc.oneof(
  phrase,
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
);
const ad: fc.Arbitrary<AdText> = fc.record({
  title: text,
  description: fc.option(text, { nil: undefined }),
  priceMinor: fc.option(fc.oneof(fc.maxSafeNat(), fc.constant(null)), { nil: undefined }),
  currency: fc.option(fc.constantFrom('EUR', 'BGN', 'PLN', 'XXX', ''), { nil: undefined }),
});

function expectRealSpans(input: AdText, verdict: Verdict): void {
  for (const { field, start, end, text: words } of verdict.evidence) {
    if (field === 'price') continue;
    const source = field === 'title' ? input.title : (input.description ?? '');
    expect(words).toBe(source.slice(start, end));
    expect(words).not.toBe('');
  }
}

describe('whatever the text', () => {
  test('the verdict is whole, its words are real spans, and it is the same again', () => {
    fc.assert(
      fc.property(ad, (input) => {
        const verdict = classifier.classify(input);
        expectRealSpans(input, verdict);
        expect(verdict.rulesVersion).toBe(classifier.rulesVersion);
        expect(verdict.rule).toMatch(/^[a-z]+\.[a-z]+$/);
        if (verdict.verdict === 'accepted') {
          const gpu = catalog.find(verdict.model);
          expect(gpu).toBeDefined();
          if (verdict.memoryGb !== null) expect([...gpu!.memoryGb, ...gpu!.modGb]).toContain(verdict.memoryGb);
          expect(verdict.evidence.length).toBeGreaterThan(0);
        } else if (verdict.verdict === 'review') expect(REVIEW_REASONS).toContain(verdict.reason);
        else expect(REJECT_REASONS).toContain(verdict.reason);
        expect(JSON.stringify(createClassifier().classify(input))).toBe(JSON.stringify(verdict));
      }),
      { numRuns: 1500 },
    );
  });

  test('case, decoration and the width of letters change nothing', () => {
    const wide = (plain: string): string =>
      plain.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(fc.constantFrom(...catalog.models), fc.constantFrom('видеокарта', 'graphics card'), (gpu, noun) => {
        const plain = classifier.classify({ title: `${noun} ${gpu.name}` });
        for (const title of [
          `${noun} ${gpu.name}`.toUpperCase(),
          `🔥 ${noun} ${gpu.name} 🔥`,
          wide(`${noun} ${gpu.name}`).replaceAll('　', ' '),
        ]) {
          const verdict = classifier.classify({ title });
          expect({ ...verdict, evidence: [] }).toEqual({ ...plain, evidence: [] });
        }
      }),
    );
  });
});

test('every GPU of the catalogue is accepted by its own name', () => {
  const missed = catalog.models.filter((gpu) => {
    const verdict = classifier.classify({ title: `Видеокарта ${gpu.vendor === 'NVIDIA' ? 'NVIDIA ' : ''}${gpu.name}` });
    return verdict.verdict !== 'accepted' || verdict.model !== gpu.name || verdict.memoryGb !== gpu.defaultMemoryGb;
  });
  expect(missed.map((gpu) => gpu.name)).toEqual([]);
});

test('every factory capacity of every GPU is read from the title', () => {
  const wrong = catalog.models.flatMap((gpu) =>
    gpu.memoryGb.flatMap((gb) => {
      const verdict = classifier.classify({
        title: `Видеокарта ${gpu.vendor === 'NVIDIA' ? 'NVIDIA ' : ''}${gpu.name} ${gb < 1 ? `${gb * 1024}MB` : `${gb}GB`}`,
      });
      return verdict.verdict === 'accepted' && verdict.model === gpu.name && verdict.memoryGb === gb
        ? []
        : [`${gpu.name} ${gb}`];
    }),
  );
  expect(wrong).toEqual([]);
});

const HOSTILE: readonly (readonly [string, string])[] = [
  ['one letter', 'a'],
  ['one Cyrillic letter', 'я'],
  ['digits', '9'],
  ['nested brackets', '(['],
  ['emoji', '🔥'],
  ['control characters', '\u0000\u001b'],
  ['zero width', '\u200b'],
  ['combining marks', 'e\u0301'],
  ['half surrogates', '\ud83d'],
  ['names', 'RTX 3060 8GB '],
  ['negated defects', 'ако не дефект, '],
  ['lists', 'RTX 3060/3070,'],
  ['spaces', ' '],
];

test.each(HOSTILE)('100 KB of %s take under 50 ms and do not throw', (_name, unit) => {
  const long = unit.repeat(Math.ceil(102_400 / unit.length)).slice(0, 102_400);
  const input = { title: long, description: long };
  classifier.classify(input);
  const spent = Math.min(
    ...[1, 2, 3].map(() => {
      const started = process.cpuUsage();
      expectRealSpans(input, classifier.classify(input));
      const { user, system } = process.cpuUsage(started);
      return (user + system) / 1000;
    }),
  );
  expect(spent / 2).toBeLessThan(50); // two fields of 100 KB each
});

test('the version changes with the catalogue and only then', () => {
  expect(createClassifier().rulesVersion).toBe(classifier.rulesVersion);
  expect(classifier.rulesVersion).toMatch(/^[0-9a-f]{8}\+[0-9a-f]{8}$/);
  expect(createClassifier(buildCatalog(GPUS.slice(1))).rulesVersion).not.toBe(classifier.rulesVersion);
});
