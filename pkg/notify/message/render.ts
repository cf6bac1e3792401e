/** Renders a message as plain text, as HTML, and as the little HTML that Telegram knows. */
import { escapeMarkup } from '../../wording/escape-markup.js';
import type { Block, Message } from './message.js';

export function asText({ blocks, footer }: Message): string {
  return [...blocks.map(blockText), footer].join('\n\n');
}

const blockText = ({ heading, link, lines }: Block): string =>
  [heading, ...lines, ...(link === undefined ? [] : [link])].join('\n');

/** A whole document for e-mail: no style sheet, no picture, nothing that is fetched when it is opened. */
export function asHtml(message: Message, language: string): string {
  const body = message.blocks
    .map(({ heading, link, lines }) => {
      const title = link === undefined ? escapeMarkup(heading) : anchor(heading, link);
      return `<h3>${title}</h3>\n<p>${lines.map(escapeMarkup).join('<br>\n')}</p>`;
    })
    .join('\n');
  return `<!doctype html>\n<html lang="${language}"><meta charset="utf-8"><title>${escapeMarkup(message.subject)}</title>\n<body>\n${body}\n<p><small>${escapeMarkup(message.footer)}</small></p>\n</body></html>\n`;
}

/** https://core.telegram.org/bots/api#html-style: only b, i, a and a few more; line breaks are line breaks. */
export function asTelegramHtml({ blocks, footer }: Message): string {
  const parts = blocks.map(({ heading, link, lines }) =>
    [link === undefined ? `<b>${escapeMarkup(heading)}</b>` : anchor(heading, link), ...lines.map(escapeMarkup)].join(
      '\n',
    ),
  );
  return [...parts, `<i>${escapeMarkup(footer)}</i>`].join('\n\n');
}

const anchor = (text: string, link: string): string => `<a href="${escapeMarkup(link)}">${escapeMarkup(text)}</a>`;

/**
 * The message with as many blocks as fit, so that a service with a limit is sent whole sentences and never half an entity.
 * @param size of a rendering, in whatever the service counts
 */
export function fitted(message: Message, limit: number, size: (rendered: Message) => number): Message {
  let fits = message;
  while (fits.blocks.length > 1 && size(fits) > limit) fits = { ...fits, blocks: fits.blocks.slice(0, -1) };
  return fits;
}
