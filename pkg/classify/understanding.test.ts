/** What the rules understand by themselves, without the second opinion. */
import { describe, expect, test } from '@jest/globals';
import { loadCatalog } from '../catalog/index.js';
import { createClassifier } from './classifier.js';
import { NO_OPINION } from './opinion/opinion.js';

const classifier = createClassifier(loadCatalog(), NO_OPINION);
const TITLE = 'Видеокарта RTX 3070 8GB Gigabyte';
const judged = (description: string): string => {
  const verdict = classifier.classify({ title: TITLE, description });
  return verdict.verdict === 'rejected' ? verdict.reason : verdict.verdict;
};

describe('the same words, denied or not, with and without their denial', () => {
  test.each([
    ['Има артефакти.', 'Няма артефакти.', 'defective'],
    ['Картата не работи.', 'Картата работи.', 'defective'],
    ['Не стартира.', 'Стартира.', 'defective'],
    ['Дефектна е.', 'Не е дефектна.', 'defective'],
    ['Продадена е.', 'Не е продадена.', 'not-for-sale'],
    ['Резервирана е.', 'Не е резервирана.', 'not-for-sale'],
    ['Искам да купя такава карта.', 'Не искам да купя такава карта.', 'wanted'],
    ['Продавам целия компютър.', 'Не продавам компютъра, само картата.', 'computer'],
    ['Фалшива е.', 'Не е фалшива.', 'fake'],
    ['Обявата не е активна.', 'Обявата е активна.', 'not-for-sale'],
    ['Картата е продадена. Охлаждане - активно.', 'Картата беше продадена, но отново е свободна.', 'not-for-sale'],
    ['Rezervirana do petak.', 'Ne e rezervirana.', 'not-for-sale'],
    ['Никакъв живот.', 'Дава признаци на живот.', 'defective'],
    ['Placa are artefacte.', 'Placa nu are artefacte.', 'defective'],
    ['Este defectă.', 'Nu este defectă.', 'defective'],
    ['Placa nu funcționează.', 'Placa funcționează.', 'defective'],
    ['Este rezervată.', 'Nu este rezervată.', 'not-for-sale'],
    ['Karta jest uszkodzona.', 'Karta nie jest uszkodzona.', 'defective'],
    ['Karta nie działa.', 'Karta działa.', 'defective'],
    ['Są artefakty.', 'Brak artefaktów.', 'defective'],
    ['Jest sprzedana.', 'Nie jest sprzedana.', 'not-for-sale'],
    ['Карта не працює.', 'Карта працює.', 'defective'],
    ['Є артефакти.', 'Артефактів немає.', 'defective'],
    ['Карта несправна.', 'Карта не несправна.', 'defective'],
    ['Карта продана.', 'Карта не продана.', 'not-for-sale'],
    ['The card is dead.', 'The card is not dead.', 'defective'],
    ['Карта не работает.', 'Карта работает.', 'defective'],
  ])('%s / %s', (reveals, harmless, reason) => {
    expect([judged(reveals), judged(harmless)]).toEqual([reason, 'accepted']);
  });
});

describe('a denial reaches', () => {
  test.each([
    'Артефакти, забивания и други дефекти няма.',
    'Артефактів, вильотів та перегріву немає.',
    'Не искам да купя нищо, само продавам.',
    'Работи без да мига и без да забива.',
    'Фалшиви карти и прешити биоси не продавам.',
    'Не я продавам, защото има проблем, а защото ми трябват пари.',
    'Нищо не е счупено.',
    'Дефекти няма да намерите.',
    'Сини екрани, артефакти, черни екрани и подобни - никога.',
    'Бронь только по предоплате.',
    'Резервирана - не, продадена - не.',
    'Ремонтирана не е.',
    'Не е нито продадена, нито резервирана.',
  ])('%s', (text) => {
    expect(judged(text)).toBe('accepted');
  });

  test.each([
    ['Дефект в паметта, кутия няма.', 'defective'],
    ['Нищо не работи.', 'defective'],
    ['По време на игра изгоря и повече не я пуснах.', 'defective'],
  ])('and no further: %s', (text, reason) => {
    expect(judged(text)).toBe(reason);
  });
});

describe('who or what is spoken of', () => {
  test.each([
    'По бекплейта има драскотина, която не се вижда.',
    'Другата ми карта беше изгоряла и нямах избор.',
    'Лампата ми изгоря, докато я снимах.',
    'Спря да работи климатикът.',
    'На снимката е монтирана в компютър, той не се продава.',
    'Един от портовете не работи.',
    'Два от диодите не светят.',
    'Имах проблем с черен екран, оказа се кабелът.',
    'Синият екран дойде от рам паметта.',
    'Неговата забива, моята си работи.',
    'Повечето са за части, моята е читава.',
    'Мислех, че е умряла.',
    'Бита? Не.',
    'Пишат ми "не работи" и искат отстъпка.',
    'Счупите ли пломбата, гаранция няма.',
    'Цената не включва доставката.',
    'От януари не е включвана.',
    'Показва 1800 точки.',
    'Паметта е на 128 бита.',
    'Черният екран на снимката е изключеният монитор.',
    'Блокирам хора, които не идват.',
  ])('%s', (text) => {
    expect(judged(text)).toBe('accepted');
  });
});

describe('a card that is broken without one word for it', () => {
  test.each([
    'Тръгва през път.',
    'Понякога дава картина.',
    'Само светва логото.',
    'Само вентилаторите се въртят.',
    'Екранът остава тъмен.',
    'След малко образът изчезва.',
    'За човек с поялник.',
    'Изгорял конектор за захранване.',
    'Откъснат е слотът.',
    'Иска рибол на чипа, сервизът поиска 150 лева.',
    'Липсва един кондензатор.',
    'Никакви признаци на живот.',
  ])('%s', (text) => {
    expect(judged(text)).toBe('defective');
  });

  test.each([
    'Понякога я пускам на два монитора.',
    'Прегледана е от майстор.',
    'В къщата без деца няма живот на играч.',
  ])('and one that is not: %s', (text) => {
    expect(judged(text)).toBe('accepted');
  });
});

describe('what else is offered', () => {
  test.each([
    ['Батерията е нова, клавиатурата е с подсветка.', 'laptop'],
    ['Екранът е 17 инча, зарядното е оригинално.', 'laptop'],
    ['Капакът на лаптопа е надраскан.', 'laptop'],
    ['Запоена е в лаптоп.', 'laptop'],
    ['Този компютър е идеален за ученик.', 'computer'],
    ['Не продавам видеото отделно, само целия компютър.', 'computer'],
    ['Получавате цялата конфигурация.', 'computer'],
    ['Бекплейт и винтчета за 3070, оригинални.', 'part'],
    ['Комплект перки, лява и дясна.', 'part'],
    ['Радиатор, пасва на всички от тази серия.', 'part'],
    ['Бекплейт за горния модел.', 'part'],
    ['Извършваме ремонт на видеокарти.', 'service'],
    ['Изкупува видеокарти, плаща веднага.', 'wanted'],
    ['Продавам карта и монитор. Цената е за всичко.', 'lot'],
    ['Продаде се, обявата отпада.', 'not-for-sale'],
    ['Продавам конзола с два джойстика.', 'not-a-gpu'],
    ['Това е процесор.', 'not-a-gpu'],
    ['Мониторът е извит, 27 инча.', 'not-a-gpu'],
    ['Всъщност е GT 730.', 'fake'],
    ['Картата е GTX 550 Ti.', 'fake'],
    ['Пусната е под наем, 20 лева на ден.', 'not-for-sale'],
  ])('%s', (text, reason) => {
    expect(judged(text)).toBe(reason);
  });

  test.each([
    'Ползвах я с клавиатура на другия компютър.',
    'Минах на лаптоп.',
    'Лаптопът ми вече стига.',
    'Това е сървърна карта.',
    'Лаптопът на снимката не се продава.',
    'Брат ми продава процесор.',
    'Два монитора държи едновременно.',
    'Комплект с кутията и преходника.',
    'Работеше с процесор i5.',
    'По-бърза е от GTX 1080.',
    'Имаше фалшиви обяви с моите снимки.',
    'Купувам си нова, тази ми е излишна.',
    'Беше резервирана, но купувачът се отказа.',
    'Дефектни карти не предлагаме.',
    'Фирмата ни изкупува и стара техника.',
    'Предлагаме видеокарта RTX 3070. Извършваме ремонт на видеокарти.',
    'Продавам картата с подарък кабел и поставка. Цената е за всичко.',
    'Драскотини има единствено по капака.',
    'Който я търси за части, да не звъни.',
  ])('not here: %s', (text) => {
    expect(judged(text)).toBe('accepted');
  });
});

describe('a word is found in other forms and with one letter wrong', () => {
  test.each([
    ['Картата не подкара.', 'defective'],
    ['Блокираха всички игри.', 'defective'],
    ['Продвам целия компютър.', 'accepted'],
    ['Не стартрира.', 'defective'],
    ['Не стратира.', 'defective'],
  ])('%s', (text, expected) => {
    expect(judged(text)).toBe(expected);
  });
});

describe('what speaks for and against weighs', () => {
  // One part of a laptop is worth 55 points.
  const AGAINST = 'Батерията е нова.';
  test.each([
    ['', 'laptop'], // 55
    ['Тествана. Гаранция.', 'laptop'], // 55 - 20 > 10
    ['Работи. Тествана. Гаранция.', 'review'], // 55 - 45 = 10
    ['Работи. Тествана. Гаранция. Куриер.', 'review'], // 55 - 55 = 0
    ['Работи. Тествана. Гаранция. Куриер. Безупречна.', 'accepted'], // 55 - 65 = -10
  ])('%s', (support, expected) => {
    expect(judged(`${AGAINST} ${support}`)).toBe(expected);
  });
});

describe('a name carries its card from 15 points on', () => {
  const priced = (title: string, euro: number): string => {
    const verdict = classifier.classify({ title, priceMinor: euro * 100, currency: 'EUR' });
    return verdict.verdict === 'accepted' ? 'accepted' : `${verdict.verdict} ${verdict.rule}`;
  };
  // A lone number is worth 20 points, its memory 10, a usual price 5, a far one -15, and a word that nobody knows -3.
  test.each([
    ['3070 8GB', 200, 'accepted'],
    ['3070 8GB', 2_500, 'accepted'],
    ['3070 8GB щурдзз', 2_500, 'review score.low'],
    ['RTX 3070 8GB щурдзз', 2_500, 'accepted'],
    ['3070 8GB щурдзз', 200, 'accepted'],
  ])('%s at %d euro', (title, euro, expected) => {
    expect(priced(title, euro)).toBe(expected);
  });
});
