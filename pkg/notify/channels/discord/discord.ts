/** Discord (https://discord.com/developers/docs/resources/webhook#execute-webhook): a message of a webhook in a channel. */
import { z } from 'zod';
import type { Message } from '../../message/message.js';
import { post } from '../../post.js';
import { common, httpUrl, type Send } from '../channel-kind.js';

/** Limits of an embed: https://discord.com/developers/docs/resources/message#embed-object-embed-limits. */
const TITLE_MAX = 256;
const DESCRIPTION_MAX = 4_096;
const EMBEDS_MAX = 10;
/** Of all embeds of a message together. */
const CHARACTERS_MAX = 6_000;
const CONTENT_MAX = 2_000;

export const DiscordChannel = z.strictObject({
  type: z.literal('discord'),
  url: httpUrl.describe('Address of the webhook; a secret'),
  ...common,
});
export type DiscordChannel = z.output<typeof DiscordChannel>;

export const sendDiscord: Send<DiscordChannel> = ({ name, config, message, wayOut, signal }) => {
  const url = new URL(config.url);
  // Without it the answer comes before the message was accepted.
  url.searchParams.set('wait', 'true');
  const body = JSON.stringify({
    content: cut(escaped(`${message.subject}\n${message.footer}`), CONTENT_MAX),
    embeds: embeds(message),
    // A title that says @everyone calls nobody.
    allowed_mentions: { parse: [] },
  });
  return post(wayOut, { url, body, via: config.via, channel: name, signal });
};

function embeds({ blocks }: Message): object[] {
  let left = CHARACTERS_MAX;
  const made: object[] = [];
  for (const { heading, link, lines } of blocks.slice(0, EMBEDS_MAX)) {
    const title = cut(escaped(heading), TITLE_MAX);
    const description = cut(lines.map(escaped).join('\n'), DESCRIPTION_MAX);
    left -= title.length + description.length;
    if (left < 0) break;
    made.push({ title, description, ...(link !== undefined && { url: link }) });
  }
  return made;
}

/** A stranger's title must not become a link, a heading or a mention. */
const escaped = (text: string): string => text.replace(/[\\*_~`|>#[\]()<@]/g, (character) => `\\${character}`);

function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
