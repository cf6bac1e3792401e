import { describe, expect, test } from '@jest/globals';
import { loadCatalog } from '../catalog/index.js';
import { pickMention } from './pick.js';
import { Reading } from './reading.js';

const { names } = loadCatalog();
const picked = (title: string): string | undefined => {
  const { mention, several } = pickMention(new Reading('title', title, names, 120));
  return several.length > 1 ? several.map(({ name }) => name).join(' + ') : mention?.name;
};

describe('a lone number is a card', () => {
  test.each([
    // a noun is enough for a card that is followed
    ['видеокарта 3060', 'RTX 3060'],
    ['3060', 'RTX 3060'],
    ['3060-12', 'RTX 3060'],
    ['3060-13', undefined],
    ['3060 евтино', undefined],
    // a maker's word within three words, before or after
    ['Palit една две 3060', 'RTX 3060'],
    ['Palit една две три 3060', undefined],
    ['3060 една две Palit', 'RTX 3060'],
    ['3060 една две три Palit', undefined],
    // or a capacity of it right before or within five words after
    ['3060 а б в г д 12GB', 'RTX 3060'],
    ['3060 а б в г д е 12GB', undefined],
    ['12GB 3060', 'RTX 3060'],
    ['12GB а 3060', undefined],
    ['3060 24GB', undefined],
    ['3060 12GB ram', undefined],
    // i7-6700 and the like: only makers of Radeon cards
    ['MSI 6700', undefined],
    ['Sapphire 6700', 'RX 6700'],
    ['Radeon 6700', 'RX 6700'],
  ])('%s: %s', (title, name) => {
    expect(picked(title)).toBe(name);
  });
});

describe('an old number or a short name needs more', () => {
  test.each([
    ['видеокарта 4870', undefined],
    ['видеокарта asus 4870', 'HD 4870'],
    ['видеокарта 4870 1GB', 'HD 4870'],
    ['asus 4870', undefined],
    ['видеокарта asus AGP-V3800', undefined],
    ['видеокарта V3800 512MB', 'FirePro V3800'],
    ['видеокарта T1000', 'T1000'],
    ['HP T1000', undefined],
    ['HP T1000 8GB', 'T1000'],
    ['видеокарта MI210', 'MI210'],
    ['8800 GTS', 'GeForce 8800 GTS'],
  ])('%s: %s', (title, name) => {
    expect(picked(title)).toBe(name);
  });
});

describe('of several names', () => {
  test.each([
    ['RTX 3060 + RTX 3070', 'RTX 3060 + RTX 3070'],
    ['RTX 3060, RTX 3070', 'RTX 3060 + RTX 3070'],
    ['RX 5700 XT = RTX 2070', 'RX 5700 XT'],
    ['P106-100 6GB (=GTX 1060)', 'P106-100'],
    ['GTX 460v2 (GF114 gtx560)', 'GTX 460 v2'],
    ['Видеокарти (RTX 3060, RTX 3070)', 'RTX 3060 + RTX 3070'],
    ['RTX 2080 Super по-бърза от RTX 3060', 'RTX 2080 SUPER'],
    ['RTX 2060, ъпгрейднах на RTX 4070', 'RTX 2060'],
    ['RTX 2060, ъпгрейд до нова RTX 4070', 'RTX 2060'],
    ['RTX 2060, ъпгрейд един два три RTX 4070', 'RTX 2060'],
    ['RTX 2060, ъпгрейд един два три четири RTX 4070', 'RTX 2060 + RTX 4070'],
    ['GTX 1660 Mining Edition CMP 30HX', 'CMP 30HX'],
    ['P104-100 / GTX 1070', 'P104-100'],
    ['P104-100, GTX 1070', 'P104-100 + GTX 1070'],
    ['T1000 8GB (GTX 1650)', 'T1000'],
    ['RTX A2000 RTX 3060', 'RTX A2000 + RTX 3060'],
    ['GV-N3060GAMING RTX 3060 Ti', 'RTX 3060 Ti'],
    ['11314-01-20G Sapphire 6600', 'RX 6600'],
    ['GTX 1060 6GB 1080', 'GTX 1060'],
    ['RTX 3060 3070', 'RTX 3060'],
    ['RTX 3060 3070 3080', 'RTX 3060 + RTX 3070 + RTX 3080'],
    ['1050ti и 1060 видеокарти', 'GTX 1050 Ti + GTX 1060'],
    ['Видеокарта RTX 3060 5555', 'RTX 3060'],
  ])('%s: %s', (title, name) => {
    expect(picked(title)).toBe(name);
  });
});
