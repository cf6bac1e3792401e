import { describe, expect, test } from '@jest/globals';
import { loadCatalog } from '../catalog/index.js';
import { createClassifier } from './classifier.js';

const classifier = createClassifier(loadCatalog());
const said = (title: string, description?: string): string => {
  const verdict = classifier.classify({ title, description });
  if (verdict.verdict === 'rejected') return `${verdict.reason} ${verdict.rule}`;
  return `${verdict.model}@${verdict.memoryGb ?? '?'}${verdict.flags.includes('modded') ? ' modded' : ''}`;
};

describe('units', () => {
  test.each([
    ['RX 580 8GB', 8],
    ['RX 580 8 GВ', 8],
    ['RX 580 8гб', 8],
    ['RX 580 8ГВ', 8],
    ['RX 580 8 гига', 8],
    ['RX 580 8 Гигабайта', 8],
    ['RX 580 8-гигабайтова', 8],
    ['RX 580 8G', 8],
    ['RX 580 8г', 8],
    ['RX 580 8192MB', 8],
    ['RX 580 8000 MB', 8],
    ['RX 580 на 8', 8],
    ['RX 580 на 8 години', null],
    ['RX 580 4 г. гаранция', null],
    ['GTX 1060 5г гаранция', null], // nobody gives longer on a used card
    ['GTX 1060 6г гаранция', 6],
    ['RX 580 8', 8],
    ['RX 580 8 броя', null],
    ['RX 580 16GB RAM', null],
  ])('%s: %s GB', (title, gb) => {
    const verdict = classifier.classify({ title });
    expect(verdict.verdict === 'rejected' ? null : verdict.memoryGb).toBe(gb);
  });

  test.each([
    ['GTX 570 1280MB', 'GTX 570@1.25'],
    ['GTX 570 1.25GB', 'GTX 570@1.25'],
    ['GTX 570 1.3GB', 'GTX 570@?'],
    ['GTX 580 1,5 GB', 'GTX 580@1.5'],
    ['GeForce 8800 GTS 640', 'GeForce 8800 GTS@0.625'],
    ['GeForce 8800 GTS 650', 'GeForce 8800 GTS@?'],
    ['Radeon 9600 Pro 128MB', 'Radeon 9600 Pro@0.125'],
    ['3dfx Voodoo3 3000 16MB', 'Voodoo3 3000@0.015625'],
  ])('%s is a %s', (title, card) => {
    expect(said(title)).toBe(card);
  });
});

describe('what the card was made with decides', () => {
  test.each([
    ['RTX 4070 Ti 16GB', 'RTX 4070 Ti SUPER@16'],
    ['RX 7600 16GB', 'RX 7600 XT@16'],
    ['GTX 1060 3GB/6GB', 'GTX 1060@?'],
    ['GTX 1060 3GB или 6GB', 'GTX 1060@?'],
    ['GTX 1060 3GB + 6GB', 'GTX 1060@3'],
    ['RTX 4090 48GB', 'RTX 4090@48 modded'],
    ['RTX 3080 20GB', 'RTX 3080@20 modded'],
    ['RTX 2080 Ti 22GB', 'RTX 2080 Ti@22 modded'],
    ['RTX 4090 36GB', 'RTX 4090@?'],
    ['RTX 3060 6GB', 'laptop laptop.capacity'],
    ['RTX 3060 6GB Gigabyte Eagle', 'RTX 3060@?'],
    ['GTX 580 8GB', 'unknown-model model.contradiction'],
    ['RX 580 1.5GB', 'unknown-model model.contradiction'],
    ['GTX 580 2GB', 'GTX 580@?'],
    ['6600 256MB AGP видеокарта', 'GeForce 6600@0.25'],
    ['видеокарта 6600 8GB', 'RX 6600@8'],
    ['VCG306012DFXPPB PNY', 'RTX 3060@12'],
    ['Sparkle Arc A770 Titan OC 16GB', 'Arc A770@16'],
  ])('%s: %s', (title, expected) => {
    expect(said(title)).toBe(expected);
  });

  test('a description adds what the title leaves open', () => {
    expect(said('RX 580 8GB', 'Китайска карта с 2048SP, работи.')).toBe('RX 580 2048SP@8');
    expect(said('RX 580 8GB', 'Пълна версия, не е китайската 2048SP.')).toBe('RX 580@8');
    expect(said('RX 580 8GB', 'Не е нова, 2048SP.')).toBe('RX 580 2048SP@8');
    expect(said('RX 580 8GB', 'Работи, с 2304 потока.')).toBe('RX 580@8');
    expect(said('RTX 3060', 'Има 12 гигабайта видео памет.')).toBe('RTX 3060@12');
    expect(said('Видеокарта 12GB VRAM', 'Palit RTX 3060, работи.')).toBe('RTX 3060@12');
    expect(said('GeForce RTX', 'Продавам GeForce RTX 2070 Super.')).toBe('RTX 2070 SUPER@8');
  });

  test('the kind of memory is kept as evidence of the variant', () => {
    const variant = (title: string): string[] =>
      classifier.classify({ title }).evidence.flatMap(({ part, text }) => (part === 'variant' ? [text] : []));
    expect(variant('GT 1030 2GB DDR4')).toEqual(['DDR4']);
    expect(variant('RTX 3060 Ti GDDR6X LHR')).toEqual(['GDDR6X', 'LHR']);
    expect(variant('GTX 1650 O4GD6')).toEqual(['GD6']);
    expect(variant('RTX 3060 12GB')).toEqual([]);
  });

  test('a module is a part, with the words that say so', () => {
    expect(said('Tesla V100 SXM2 16GB')).toBe('part part.module');
  });
});
