/** The sentences that tell what a plain title hides: that no single working card is for sale. */
import type { AdKind } from './ad-kind.js';
import type { Language } from './words.js';

/** The kinds whose title can be that of a plain card, with what their descriptions say then. `%` stands for the card. */
export const TOLD: Readonly<
  Partial<Record<AdKind, Readonly<Partial<Record<Language, readonly (readonly string[])[]>>>>>
> = {
  defective: {
    bg: [
      ['Картата не подава сигнал към монитора.'],
      ['Не дава картина, продава се за части или ремонт.'],
      ['След десетина минути игра излизат артефакти и компютърът замръзва.'],
      ['Не се разпознава от дънната платка.'],
      ['В диспечера излиза грешка код 43.'],
      ['Има изгоряло по платката до куплунга за захранване.'],
      ['Дефектна е, давам я за донор.'],
    ],
    translit: [['Ne dava kartina, za chasti.'], ['Pokazva artefakti i zabiva.']],
    en: [['No display output, sold for parts.'], ['Shows artifacts under load, needs repair.']],
    ru: [['Не выдаёт изображение, на запчасти.'], ['Под нагрузкой артефачит и виснет.']],
  },
  computer: {
    bg: [
      ['Продавам цялата машина:', 'Процесор: Ryzen 5 5600', 'Дъно: B550', 'RAM: 16GB', 'Видеокарта: %', 'SSD: 1TB'],
      ['Компютърът се продава цял, картата е в него.', 'i5 12400F, 16GB RAM, 512GB SSD, кутия и захранване 650W.'],
    ],
    en: [['The whole PC is for sale:', 'CPU: i7 10700K', 'GPU: %', 'RAM: 32GB', 'SSD: 1TB', 'PSU: 750W']],
  },
  laptop: {
    bg: [
      ['Лаптопът е Lenovo Legion 5 с 15.6 инча, батерията държи 4 часа.'],
      ['Продавам лаптоп Acer Nitro с тази видеокарта, 16GB RAM, с кутия и зарядно.'],
    ],
  },
  part: {
    bg: [['Продавам само охлаждането от нея, без платката.'], ['Воден блок за този модел, карта не включва.']],
  },
  lot: {
    bg: [['Продавам ги заедно: видеокартата и процесор Ryzen 5 3600.'], ['Цената е за две еднакви карти, не ги деля.']],
  },
  bundle: {
    bg: [
      ['Цената е за картата заедно със захранване 650W, не ги деля.'],
      ['Върви в комплект с процесор Ryzen 5 3600 и дъно B450, не продавам поотделно.'],
    ],
    ru: [['Продаётся только вместе с блоком питания 600W.']],
  },
  fake: {
    bg: [
      ['Да се знае: китайско копие е, вътре чипът е GTS 450.'],
      ['Не е оригинална, BIOS-ът ѝ е подменен и се показва за по-висок модел.'],
    ],
    en: [['It is a fake card with a flashed BIOS, sold as it is.']],
  },
  'not-for-sale': {
    bg: [
      ['Давам я само под наем, по дни или за месец.'],
      ['Не я продавам за пари, само замяна за по-силна.'],
      ['Наемът е 15 евро на ден с депозит.'],
    ],
    en: [['Not for sale, swap only.']],
  },
  wanted: {
    bg: [['Търся такава карта, който продава да пише с цена.'], ['Купувам, не продавам.']],
  },
};

/** How a sold or a reserved card is marked before its ad is taken down; `%` stands for the title. */
export const MARKED_TITLES: Readonly<Record<Language, readonly string[]>> = {
  bg: ['ПРОДАДЕНА! %', '% - ПРОДАДЕНА', '% /продадена/', 'РЕЗЕРВИРАНА %', '% (резервирана)', '% - капарирана'],
  translit: ['PRODADENA %', '% - prodadena', '% rezervirana'],
  en: ['SOLD %', '% - SOLD', '% (reserved)'],
  ru: ['ПРОДАНА %', '% - продано', '% (бронь до пятницы)'],
};

export const MARKED_TEXTS: Readonly<Record<Language, readonly string[]>> = {
  bg: [
    'Продадена!',
    'Картата е продадена, обявата ще сваля скоро.',
    'Резервирана е до края на седмицата.',
    'Капарирана, чакам човека в петък.',
    'Вече не е налична.',
  ],
  translit: ['Prodadena e.', 'Rezervirana do petak.'],
  en: ['Sold, thank you.', 'Reserved until Friday.'],
  ru: ['Продана.', 'Забронирована до выходных.'],
};
