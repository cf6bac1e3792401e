/** Numbers, prices and instants as people of the chosen language write them. */
import { useLanguage, type Language } from './i18n.js';

const LOCALES: Record<Language, string> = { en: 'en-IE', bg: 'bg-BG' };

export interface Format {
  readonly euro: (amount: number | null) => string;
  readonly number: (value: number | null, digits?: number) => string;
  readonly percent: (share: number) => string;
  readonly day: (instant: string | null) => string;
  readonly time: (instant: string | null) => string;
  /** "3 minutes ago" */
  readonly ago: (instant: string) => string;
  readonly duration: (seconds: number | null) => string;
  readonly memory: (gb: number | null) => string;
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

function create(language: Language): Format {
  const locale = LOCALES[language];
  const whole = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    euro: (amount) => (amount === null ? '–' : whole.format(amount)),
    number: (value, digits = 0) =>
      value === null
        ? '–'
        : new Intl.NumberFormat(locale, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value),
    percent: (share) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share),
    day: (instant) => (instant === null ? '–' : day.format(new Date(instant))),
    time: (instant) => (instant === null ? '–' : time.format(new Date(instant))),
    ago: (instant) => {
      const seconds = (new Date(instant).getTime() - Date.now()) / 1_000;
      const [unit, size] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? (['second', 1] as const);
      return relative.format(Math.round(seconds / size), unit);
    },
    duration: (seconds) => {
      if (seconds === null) return '–';
      if (seconds < 90) return `${Math.round(seconds)} s`;
      return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
    },
    memory: (gb) => (gb === null ? '–' : `${gb} GB`),
  };
}

const formats: Record<Language, Format> = { en: create('en'), bg: create('bg') };

export function useFormat(): Format {
  return formats[useLanguage()];
}
