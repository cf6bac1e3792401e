/** Renders a message as plain text, as HTML, and as the little HTML that Telegram knows. */
import type { Block, Message } from './message.js';

export function asText({ blocks, footer }: Message): string {
  return [...blocks.map(blockText), footer].join('\n\n');
}

const blockText = ({ heading, link, lines }: Block): string =>
  [heading, ...lines, ...(link === undefined ? [] : [link])].join('\n');

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

/** A whole document for e-mail: no style sheet, no picture, nothing that is fetched when it is opened. */
export function asHtml(message: Message, language: string): string {
  const body = message.blocks
    .map(({ heading, link, lines }) => {
      const title = link === undefined ? escapeHtml(heading) : anchor(heading, link);
      return `<h3>${title}</h3>\n<p>${lines.map(escapeHtml).join('<br>\n')}</p>`;
    })
    .join('\n');
  return `<!doctype html>\n<html lang="${language}"><meta charset="utf-8"><title>${escapeHtml(message.subject)}</title>\n<body>\n${body}\n<p><small>${escapeHtml(message.footer)}</small></p>\n</body></html>\n`;
}

/** https://core.telegram.org/bots/api#html-style: only b, i, a and a few more; line breaks are line breaks. */
export function asTelegramHtml({ blocks, footer }: Message): string {
  const parts = blocks.map(({ heading, link, lines }) =>
    [link === undefined ? `<b>${escapeHtml(heading)}</b>` : anchor(heading, link), ...lines.map(escapeHtml)].join('\n'),
  );
  return [...parts, `<i>${escapeHtml(footer)}</i>`].join('\n\n');
}

const anchor = (text: string, link: string): string => `<a href="${escapeHtml(link)}">${escapeHtml(text)}</a>`;

/**
 * The message with as many blocks as fit, so that a service with a limit is sent whole sentences and never half an entity.
 * @param size of a rendering, in whatever the service counts
 */
export function fitted(message: Message, limit: number, size: (rendered: Message) => number): Message {
  let fits = message;
  while (fits.blocks.length > 1 && size(fits) > limit) fits = { ...fits, blocks: fits.blocks.slice(0, -1) };
  return fits;
}
