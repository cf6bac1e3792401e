/** What sellers of a working card write around it: stories, tests, negations, other hardware, shops. Nothing of it is a fault. */
import type { Language } from './words.js';

/** Sentences that say nothing wrong with the card; some deny a fault, some speak of other hardware or of other people. */
export const STORIES: Readonly<Record<Language, readonly string[]>> = {
  bg: [
    'Картата не е копана.',
    'Никога не е ползвана за майнинг.',
    'Без артефакти, без забележки.',
    'Не е ремонтирана, не е отваряна.',
    'Работи безупречно, може да се тества на място.',
    'Сменена термопаста преди месец.',
    'Работила е в моя компютър с Ryzen 5 5600 и 16GB RAM.',
    'Беше в PC с i7 9700K, 32GB DDR4 и захранване 750W.',
    'Гаранция 2 години от магазина.',
    'Остава 1 година гаранция.',
    'Изпращам с опция преглед и тест.',
    'Цената е крайна.',
    'Не правя бартер.',
    'Температурите са до 68 градуса при пълно натоварване.',
    'Купена е нова през 2022 г. и оттогава стои в домашния ми компютър.',
    'Ползвана е само за игри вечер и през почивните дни.',
    'Пусната е на 3DMark и Heaven, резултатите са на последната снимка.',
    'На пълно натоварване държи 70-72 градуса и почти не се чува.',
    'Почиствана е редовно, винаги с въздух под налягане.',
    'Продавам я, защото си взех нова конфигурация.',
    'Причината е, че преминавам на лаптоп.',
    'Може да се види у нас, имам монитор и захранване за проба.',
    'Дефекти няма, всичко по нея работи.',
    'Забележки - никакви.',
    'Стикерите са цели, не е пипана от сервиз.',
    'Кутията не я пазя, давам картата в антистатичен плик.',
    'С нея давам и преходника за захранването.',
    'Пращам по куриер, плащате след като я прегледате.',
    'Стоеше в кутия Fractal до Ryzen 7 5700X.',
    'Ако не ви хареса при прегледа, просто не я вземате.',
    'Дънната платка ми изгоря и затова давам частите една по една.',
    'Синът ми вече не играе и само събира прах.',
    'Не търся замяна.',
    'Снимките са мои и от днес.',
    'Има леки следи по скобата от монтажа.',
    'Който се обади пръв, ще я види пръв.',
    'Ако нещо не е наред, връщам парите.',
    'Върви всичко на ултра в Full HD.',
  ],
  translit: [
    'Kartata ne e kopana.',
    'Bez artefakti, raboti perfektno.',
    'Ima garanciq.',
    'Izprashtam s Ekont, pregled i test.',
    'Cenata e kraina.',
    'Prodavam poradi nova konfiguraciq.',
    'Ne e remontirana i ne e otvarqna.',
    'Raboteshe s Ryzen 5 3600 i 16GB ram.',
    'Nqma zabelejki po neq.',
  ],
  en: [
    'Never used for mining.',
    'No artifacts, no coil whine.',
    'Was in my PC with an i5 12400F and 16GB of RAM.',
    'Works perfectly, can be tested.',
    'Selling because of an upgrade.',
    'Bought new two years ago, used for games only.',
    'No issues whatsoever, never opened.',
    'If it does not work for you, I will take it back.',
    'My motherboard died, so I am selling the parts one by one.',
  ],
  ru: [
    'Не майнилась.',
    'Без артефактов, в ремонте не была.',
    'Стояла в домашнем компьютере.',
    'Полностью рабочая, проверка при встрече.',
    'Дефектов нет, не вскрывалась.',
    'Продаю, потому что перехожу на ноутбук.',
    'Проверяйте сколько хотите, всё работает.',
  ],
};

/** What a shop writes under each of its ads, whatever is in it. */
export const BOILERPLATE: readonly (readonly string[])[] = [
  ['Доставка до цялата страна с преглед.', 'Издаваме фактура.', 'Работно време: понеделник - петък, 10:00 - 18:00.'],
  [
    'Техниката ни е тествана и почистена.',
    'Гаранция 6 месеца от магазина.',
    'Вижте и другите ни обяви за компютри и лаптопи.',
  ],
  [
    'Предлагаме и изкупуване на техника втора употреба.',
    'Плащане в брой или с карта.',
    'Не изпращаме без депозит за куриера.',
  ],
  ['Имаме над 200 видеокарти на склад.', 'За въпроси: само през чата на сайта.'],
];

/** Labels of a table of specifications; `%` stands for the card, and the memory is named only where the title names it. */
export const SPECIFICATIONS: readonly (readonly string[])[] = [
  ['Характеристики:', 'Чип: %', 'Интерфейс: PCI Express x16', 'Изходи: 3x DisplayPort, 1x HDMI', 'Захранване: 8 pin'],
  ['Модел - %', 'Вид охлаждане - активно', 'Вентилатори - 2 броя', 'Препоръчано захранване - 600 W'],
  ['Спецификации', '* графичен процесор %', '* портове HDMI и DisplayPort', '* дължина 27 см', '* заема два слота'],
];

/** Said of cards with a past, with the flag that a reader should see. */
export const PASTS = [
  { flag: 'mined', text: 'Копана е 6 месеца, работи без проблем.' },
  { flag: 'mined', text: 'Картата е ползвана за копаене.' },
  { flag: 'repaired', text: 'Картата е ремонтирана в сервиз, с бележка.' },
  { flag: 'new', text: 'Чисто нова, неразпечатана.' },
  { flag: 'boxed', text: 'С оригинална кутия и всички аксесоари.' },
  { flag: 'modded', text: 'Сменено охлаждане, по-тиха от фабричното.' },
] as const;
