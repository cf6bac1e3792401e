/** Text of strangers in XML and HTML: nothing of it can become markup, and nothing that XML forbids is left. */
import { escapeMarkup } from '../../wording/escape-markup.js';

/** A stranger's text in an element or an attribute. */
export const safeMarkup = (text: string): string => escapeMarkup(withoutControls(text));

/** Control characters, half of a pair and non-characters have no place in XML 1.0, and no meaning in a title. */
export function withoutControls(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what is taken out
  return text.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/g, '');
}

/** The address of an ad where it can be a link and nothing else. */
export function webAddress(url: string): string | undefined {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? new URL(url).href : undefined;
}
