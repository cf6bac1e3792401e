/** What a page without ads says it is: the site's own empty list, "come back later", or a barrier against robots. */

/** Seen or reported on a page served with status 200; a page that says so is not an empty one. */
const OVERLOADED = [
  'serwery są trochę przeciążone',
  'сървърите ни са леко претоварени',
  'сервери перевантажені',
  'серверы перегружены',
  'coś poszło nie tak',
  'нещо се обърка',
  'что-то пошло не так',
  'щось пішло не так',
  'ceva nu a mers bine',
  'algo correu mal',
  'service unavailable',
  'bad gateway',
  'gateway time-out',
  'too many requests',
  'server error',
] as const;

const BLOCKED = [
  'the request could not be satisfied',
  'request blocked',
  'access denied',
  'access to this page has been denied',
  'attention required! | cloudflare',
  'just a moment...',
  'verify you are a human',
  'are you a robot',
  'unusual traffic',
  'pardon our interruption',
  '403 forbidden',
  '403 error',
] as const;

/** Barriers that show no text of their own. */
const BLOCKED_MARKUP = ['captcha-delivery.com', 'px-captcha', 'cf-chl', 'captcha-container', 'g-recaptcha'] as const;

/** The site's own words for an empty list, by language; the page's own translations are asked as well. */
const EMPTY = [
  'не намерихме това, което търсите',
  'nie znaleźliśmy tego, czego szukasz',
  'nie znaleźliśmy ogłoszeń dla tego zapytania',
  'мы не нашли ничего похожего',
  'ми не знайшли нічого схожого',
  'nu am găsit ce căutai',
  'não encontrámos o que procura',
] as const;
const EMPTY_MARKUP = ['data-testid="empty-state"', 'class="emptynew'] as const;

/** Headings of the site on the page of an ad that has ended, by language; the page's own translations are asked as well. */
const ENDED = [
  'обявата вече не е активна',
  'тази обява вече не е активна',
  'тази обява вече не е налична',
  'to ogłoszenie nie jest już dostępne',
  'ogłoszenie nieaktualne',
  'acest anunț nu mai este disponibil',
  'este anúncio já não está disponível',
  'объявление больше не доступно',
  'це оголошення більше не доступне',
  'this ad is no longer available',
] as const;

export function overloadedSign(text: string): string | null {
  return OVERLOADED.find((sign) => text.includes(sign)) ?? null;
}

/** A page of the site carries the names of its barriers in its configuration, so markup counts on small pages only. */
const BARRIER_PAGE_MAX = 100_000;

export function blockedSign(text: string, body: string): string | null {
  const said = BLOCKED.find((sign) => text.includes(sign));
  if (said !== undefined) return said;
  return body.length > BARRIER_PAGE_MAX ? null : (BLOCKED_MARKUP.find((sign) => body.includes(sign)) ?? null);
}

export function emptySign(text: string, cut: string, body: string): string | null {
  const own = ownEmptyText(body);
  // Translations stand in a script; a page that shows them as text shows its insides, not an empty list.
  if (own !== null && text.includes(own) && !text.includes('noresults.title')) return own;
  return EMPTY.find((sign) => text.includes(sign)) ?? EMPTY_MARKUP.find((sign) => cut.includes(sign)) ?? null;
}

const HEADING = /<h([1-6])[^<>]*>([^<>]{8,200})<\/h\1>/gi;
const ENDED_KEYS = /ad\.inactive(?:\.message\.title|AdTitle)\\*":\\*"([^"\\]{8,200})/g;

/** A whole heading that says so: the same words elsewhere may be the seller's, or those of a conversation. */
export function endedSign(cut: string, body: string): string | null {
  const headings = new Set([...cut.matchAll(HEADING)].map(([, , text = '']) => plainWords(text)));
  const own = [...body.matchAll(ENDED_KEYS)].map(([, text = '']) => plainWords(text));
  return [...ENDED, ...own].find((words) => headings.has(words)) ?? null;
}

function plainWords(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[.!]+\s*$/u, '')
    .trim()
    .toLowerCase();
}

/** Pages carry their translations in a script, `noresults.title` among them: the empty list in the page's own language. */
function ownEmptyText(body: string): string | null {
  const text = /noresults\.title\\*":\\*"([^"\\]{8,200})/.exec(body)?.[1];
  return text === undefined ? null : text.replace(/\s+/gu, ' ').trim().toLowerCase();
}
