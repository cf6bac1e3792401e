/** The words around a card in titles and descriptions, by language; every phrase was made for the demo market. */
import type { Dice } from './random.js';

export type Language = 'bg' | 'translit' | 'en' | 'ru';

export function pickLanguage(dice: Dice): Language {
  const aim = dice.next();
  return aim < 0.74 ? 'bg' : aim < 0.83 ? 'translit' : aim < 0.92 ? 'en' : 'ru';
}

/** What a title starts with; often nothing. */
export const OPENINGS: Readonly<Record<Language, readonly string[]>> = {
  bg: [
    'Видеокарта',
    'Видеокарта',
    'Видеокарта',
    'видеокарта',
    'ВИДЕОКАРТА',
    'Видео карта',
    'Продавам видеокарта',
    'Графична карта',
    'Геймърска видеокарта',
    '',
    '',
  ],
  translit: ['Videokarta', 'Video karta', 'Prodavam videokarta', 'videokarta'],
  en: ['', 'GPU', 'Graphics card', 'Video card', ''],
  ru: ['Видеокарта', 'Видеокарта', 'Продам видеокарту', 'Игровая видеокарта'],
};

export const CLOSINGS: Readonly<Record<Language, readonly string[]>> = {
  bg: [
    '',
    '',
    '',
    '',
    '',
    'като нова',
    'с кутия',
    'отлично състояние',
    'перфектна',
    'гаранция 2 години',
    'с гаранция',
    '2г гаранция',
    'OC',
    'запазена',
    'тествана',
    'спешно',
    'топ състояние',
    'без кутия',
    '- не е копана',
    '256 bit',
  ],
  translit: ['', '', 'kato nova', 's kutiq', 'perfektno systoqnie', 'garanciq 12 meseca', 'zapazena'],
  en: ['', '', 'like new', 'OC', 'boxed', 'great condition', 'tested', 'with warranty'],
  ru: ['', '', 'в идеальном состоянии', 'на гарантии', 'срочно', 'с коробкой'],
};

/** Titles that try to break whoever shows or stores them; `%` stands for the name of the card. */
export const HOSTILE = [
  'Видеокарта % <script>alert(1)</script>',
  'Видеокарта % </script><img src=x onerror=alert(1)>',
  "Видеокарта % \"><b>ТОП</b> & 'оферта'",
  'Видеокарта % \u202eанаргеьо\u202c',
  'Видео\u200bкарта % \u200b\ufeffнова',
  '🔥🔥 Видеокарта % 🔥 ТОП ЦЕНА 💥👍🏽',
  'Видеокарта % \u200f\u200eRTL',
  '=HYPERLINK("http://demo.invalid","%") видеокарта',
  "Видеокарта %'; DROP TABLE raw_ads; --",
  'Видеокарта % ${7*7} {{7*7}} \\u0000 \\',
  'Видеокарта % \u2028\u2029 нов ред',
  `Видеокарта % ${'много запазена '.repeat(20).trim()}`,
  'ВИДЕОКАРТА   %   !!!   КАТО   НОВА   !!!',
] as const;

export const CITIES = [
  'София, Младост',
  'София, Люлин',
  'София, Център',
  'София, Надежда',
  'Пловдив, Тракия',
  'Пловдив',
  'Варна, Чайка',
  'Варна',
  'Бургас',
  'Русе',
  'Стара Загора',
  'Плевен',
  'Сливен',
  'Добрич',
  'Шумен',
  'Перник',
  'Хасково',
  'Ямбол',
  'Благоевград',
  'Велико Търново',
  'Враца',
  'Габрово',
  'Видин',
  'с. Горно Оряховица - гарата',
] as const;
