import { describe, expect, test } from '@jest/globals';
import { tokenize } from '../text/tokens.js';
import { loadCatalog } from './catalog.js';
import type { Mention } from './mention.js';

const { names } = loadCatalog();
const find = (text: string): Mention[] => names.find(tokenize(text));
const named = (text: string): string[] => find(text).map(({ name }) => name);

describe('families', () => {
  test.each([
    ['GTX 3060', ['RTX 3060']],
    ['RTX 1660 Super', ['GTX 1660 SUPER']],
    ['RTX 6600', ['RX 6600']],
    ['RX 3060 Ti', ['RTX 3060 Ti']],
    ['GT 9500', ['GeForce 9500 GT']],
    ['PX8600 GT', ['GeForce 8600 GT']],
    ['HD 290X', ['R9 290X']],
    ['FX 5200', ['GeForce FX 5200']],
    ['FX 1800', ['Quadro FX 1800']],
    ['Radeon FX 580', ['RX 580']],
    ['AMD FX 8350', []],
    ['Radeon HD 1080', []],
    ['Ryzen R5 3600', []],
    ['GeForce 600', ['GeForce 600']],
    ['Quadro 600', ['Quadro 600']],
    ['Radeon Pro W6600', ['Radeon Pro W6600']],
    ['Gaming Pro RTX 3070', ['RTX 3070']],
    ['RTX PRO 4000', ['RTX PRO 4000 Blackwell']],
    ['Dual AI RTX 4060', ['RTX 4060']],
    ['Radeon X 1950 Pro', ['Radeon X1950 Pro']],
    ['Gaming X 1060', ['GTX 1060']],
  ])('%s names %j', (text, expected) => {
    expect(named(text)).toEqual(expected);
  });
});

describe('numbers that are no model', () => {
  test.each([
    ['RTX 3060 650W', ['RTX 3060']],
    ['GTX 1060 1080p', ['GTX 1060']],
    ['RX 450h', []],
    ['монитор 1500R', []],
    ['GF850', []],
    ['RX 500 Series RX 570', ['RX 570']],
    ['RX 6000-та серия RX 6600', ['RX 6600']],
    ['RX 6000 ретро серия', ['RX 6000']],
    ['R7 370 series', ['R7 370']],
    ['HD 5700 series', []],
    ['Radeon RX 500 RX 570', ['RX 570']],
    ['EVGA 08G-P4-6173-KR', []],
    ['GTX 1070 i7-6700K', ['GTX 1070']],
  ])('%s names %j', (text, expected) => {
    expect(named(text)).toEqual(expected);
  });
});

describe('letters and words in another place or script', () => {
  test.each([
    ['р104-100', ['P104-100']],
    ['Р106-090 3гб', ['P106-090']],
    ['р9 290', ['R9 290']],
    ['8GB ти 3070 ртх', ['RTX 3070 Ti']],
    ['ти 3060', ['RTX 3060 Ti']],
    ['продавам ти 3060', ['RTX 3060']],
    ['RTX 3060 8GB ти', ['RTX 3060 Ti']],
    ['RTX 3060 8GB ще ти хареса', ['RTX 3060']],
    ['RTX 3060 на ти', ['RTX 3060 Ti']],
    ['Nano R9', ['R9 Nano']],
    ['Fury X R9', ['R9 Fury X']],
    ['RX-695XATBD9', ['RX 6950 XT']],
    ['RX-68XLATBD9', ['RX 6800']],
    ['RX-79XMERCB9', ['RX 7900 XTX']],
    ['RX-79TMERCU9', ['RX 7900 XT']],
    ['RX-76PSWFTFY', ['RX 7600']],
    ['RX-97TMARCB9', ['RX 9070 XT']],
    ['GV-rxvega64gamingoc-8GD', ['RX Vega 64']],
  ])('%s names %j', (text, expected) => {
    expect(named(text)).toEqual(expected);
  });
});

describe('a suffix apart from its number', () => {
  const filler = (words: number): string => Array.from({ length: words }, () => 'слово').join(' ');

  test.each([
    ['GTX 1660 6GB Super', 'GTX 1660 SUPER'],
    ['RTX 2060 6GB Super', 'RTX 2060'], // had 8 GB
    ['RX 580 8GB, 256 bit, 2048SP', 'RX 580 2048SP'],
    ['RX 6700 12GB, XT', 'RX 6700'],
    ['RX 6700 12GB. XT', 'RX 6700'],
    ['RX 5700 (без XT)', 'RX 5700'],
    ['RX 5700 non XT', 'RX 5700'],
    ['RTX 2070 8GB супер цена', 'RTX 2070'],
    ['RX 5700 RTX 3060 Ti', 'RX 5700'],
    [`RX 580 ${filler(11)} 2048SP`, 'RX 580 2048SP'],
    [`RX 580 ${filler(12)} 2048SP`, 'RX 580'],
  ])('%s is a %s', (text, name) => {
    expect(find(text)[0]?.name).toBe(name);
  });

  test('is evidence of its own, and no part of the name', () => {
    const [mention] = find('RX 580 8GB 2048SP');
    expect(mention).toMatchObject({ from: 0, to: 2, apart: { from: 4, to: 6 } });
  });
});

describe('the other meanings of a number', () => {
  test('are siblings in its family and twins in others', () => {
    const [lone] = find('6600 карта');
    expect([lone?.name, lone?.bare]).toEqual(['RX 6600', true]);
    expect(lone?.siblings.map(({ name }) => name)).toEqual(['RX 6600 LE', 'RX 6600 XT']);
    expect(lone?.twins().map(({ name }) => name)).toEqual(['GeForce 6600']);
    const [written] = find('GTX 580');
    expect(written?.twins().map(({ name }) => name)).toEqual(['RX 580', 'Quadro FX 580']);
  });

  test('an incomplete name offers those that complete it', () => {
    const [mention] = find('GeForce 8800');
    expect(mention?.gpu).toBeUndefined();
    expect(mention?.siblings.map(({ name }) => name)).toContain('GeForce 8800 GTS');
  });
});

describe('modules and laptops', () => {
  test.each([
    ['Tesla V100 SXM2', true],
    ['SXM4 A100 Nvidia 40GB', true],
    ['Tesla V100 PCIe', false],
    ['RTX 3060 SXM2', false],
  ])('%s is a module: %s', (text, module) => {
    expect(find(text)[0]?.module).toBe(module);
  });

  test.each([
    ['GTX 970M', true],
    ['GeForce Go 7300', true],
    ['Mobility Radeon HD 5470', true],
    ['RX 6600S', true],
    ['RTX 2060S', false],
    ['GTX 970 M2', false],
  ])('%s is a laptop chip: %s', (text, laptop) => {
    expect(find(text)[0]?.laptop).toBe(laptop);
  });
});

describe('part numbers', () => {
  test.each([
    ['GV-N306TGAMING OC-8GD', 'RTX 3060 Ti', undefined],
    ['GV-R66XTEAGLE-8GD', 'RX 6600 XT', undefined],
    ['GV-R9270XOC-2GD', 'R9 270X', undefined],
    ['GV-NX76G256D', 'GeForce 7600 GS', undefined],
    ['ZT-A30610H-10M', 'RTX 3060 Ti', undefined],
    ['ZT-D40720H-10M', 'RTX 4070 SUPER', undefined],
    ['VCG306012DFXPPB', 'RTX 3060', 12],
    ['VCG4070TS16TFXXPB1', 'RTX 4070 Ti SUPER', 16],
    ['VCNT4004GB-PB', 'T400', 4],
    ['NE63060T19K9-190AD', 'RTX 3060 Ti', undefined],
    ['EN9800GT', 'GeForce 9800 GT', undefined],
    ['EAH5770', 'HD 5770', undefined],
    ['N560GTX-Ti', 'GTX 560 Ti', undefined],
    ['11309-01-20G', 'RX 6600 XT', undefined],
  ])('%s is a %s', (code, name, memoryGb) => {
    expect(find(code)[0]).toMatchObject({ name, memoryGb, code: true, bare: false });
  });

  test.each(['GV-N9999OC', 'ZT-A99990H', '11309-01', '11999-01-20G', 'VCG99998DF'])('%s is none', (code) => {
    expect(find(code)).toEqual([]);
  });
});
