/** Titles of the ads that are no single working card: they name cards all the same, which is what makes them traps. */
import type { AdKind } from './ad-kind.js';
import type { Dice } from './random.js';

/** `%` stands for the name of a card. */
const TEMPLATES: Readonly<Partial<Record<AdKind, readonly string[]>>> = {
  computer: [
    'Геймърски компютър i5 12400F % 16GB RAM 512GB SSD',
    'Настолен компютър Ryzen 5 5600 с видеокарта %',
    'Gaming PC Ryzen 7 5800X / % / 32GB / 1TB NVMe',
    'PC конфигурация i7 10700K, %, 16GB DDR4',
    'Компютър за игри % i5 10400F',
    'Геймърска машина % + монитор 144Hz',
    'Gaming kompyutar % 16gb ram',
    'Игровой компьютер i5 / % / 16 ГБ',
    '% + i5 12400F + 16GB DDR4 + 512GB SSD',
  ],
  laptop: [
    'Лаптоп ASUS TUF Gaming F15 % i5 11400H',
    'Лаптоп Lenovo Legion 5 % 16GB RAM',
    'Геймърски лаптоп MSI Katana 15 %',
    'Laptop HP Omen 16 % Ryzen 7',
    'Лаптоп Acer Nitro 5 % 144Hz',
    'Ноутбук Asus ROG % 15.6',
  ],
  part: [
    'Вентилатори за видеокарта %',
    'Воден блок EKWB за %',
    'Кутия от видеокарта %',
    'Backplate за видеокарта %',
    'Райзер PCI-E x16 за видеокарта %',
    'Охлаждане за видеокарта %',
    'Захранващ кабел за %',
    'Стойка за видеокарта %',
    'Термопадове за %',
    'Само кутия %',
    'Охладител за % - без картата',
  ],
  defective: [
    'Видеокарта % за части',
    'Видеокарта % не работи',
    'Дефектна видеокарта %',
    '% с артефакти',
    'Повредена видеокарта %',
    'Видеокарта % - дава черен екран, за ремонт',
    'Videokarta % za chasti',
    'Видеокарта % на запчасти',
    '% defective, no display',
  ],
  'mining-rig': ['Майнинг риг 6x %', 'Риг за копаене 8 бр. %', 'Mining rig % x 6', 'Ферма за копаене с % 6 броя'],
  lot: [
    'Лот 5 броя видеокарти %',
    '10 бр. видеокарти %',
    'Две видеокарти %',
    '3x % - продават се заедно',
    'Видеокарти % 4 броя',
  ],
  bundle: [
    'Видеокарта % + захранване 650W',
    '% и монитор 24 инча',
    'Комплект % и Ryzen 5 3600',
    '% + 16GB DDR4',
    'Videokarta % + zahranvane 600w',
    'Видеокарта % с дъно и процесор',
  ],
  'not-for-sale': [
    'Видеокарта % под наем',
    'Давам под наем %',
    'Заменям % за по-силна',
    '% само за бартер',
    'Само размяна: видеокарта %',
    'Videokarta % - samo zamqna',
  ],
  service: [
    'Ремонт на видеокарти %',
    'Профилактика на видеокарта %',
    'Сервиз за видеокарти GTX, RTX, Radeon RX',
    'Смяна на термопаста на видеокарта %',
    'Ремонт на видеокарти и лаптопи Radeon',
  ],
  fake: [
    'Видеокарта % фалшива',
    '% (китайско копие)',
    'Видеокарта % реплика, не е оригинална',
    'Fake %',
    '% - фалшификат',
  ],
  wanted: [
    'Купувам видеокарта %',
    'Търся %',
    'КУПУВАМ % спешно',
    'Изкупувам видеокарти % и други',
    'Търся да купя видеокарта %',
    'Kupuvam videokarta %',
  ],
  'unknown-card': [
    'Видеокарта nvidia 2GB',
    'Стара видеокарта PCI-E',
    'Видеокарта за офис компютър',
    'Видеокарта Radeon 1GB',
    'Видеокарта AGP',
    'Видеокарта geforce стар модел',
  ],
  other: [
    'Монитор 27 инча G-Sync GeForce',
    'Захранване Corsair 750W за RTX карти',
    'Тениска GeForce RTX размер L',
    'Процесор Ryzen 5 5600 без видеокарта',
    'Дънна платка B550 за RTX и Radeon RX',
    'Игра за компютър - код от промоция GeForce',
    'Слушалки Logitech, подарък мишка RTX',
    'Стикер Intel Arc',
    'RAM памет 16GB DDR4 3200',
  ],
};

export function otherTitle(dice: Dice, kind: AdKind, name: string): string {
  return dice.pick(TEMPLATES[kind] ?? ['%']).replaceAll('%', () => name);
}
