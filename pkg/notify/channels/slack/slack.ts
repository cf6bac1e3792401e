/** Slack (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks): a message of an incoming webhook. */
import { z } from 'zod';
import type { Block, Message } from '../../message/message.js';
import { fitted } from '../../message/render.js';
import { post } from '../../post.js';
import { common, httpUrl, type Send } from '../channel-kind.js';

/** Longer texts are cut by Slack in mid-sentence: https://docs.slack.dev/changelog/2018-truncating-really-long-messages. */
const TEXT_MAX = 40_000;

export const SlackChannel = z.strictObject({
  type: z.literal('slack'),
  url: httpUrl.describe('Address of the incoming webhook; a secret'),
  ...common,
});
export type SlackChannel = z.output<typeof SlackChannel>;

export const sendSlack: Send<SlackChannel> = ({ name, config, message, wayOut, signal }) => {
  const fits = fitted(message, TEXT_MAX, (rendered) => asMrkdwn(rendered).length);
  const body = JSON.stringify({ text: asMrkdwn(fits), unfurl_links: false, unfurl_media: false });
  return post(wayOut, { url: new URL(config.url), body, via: config.via, channel: name, signal });
};

function asMrkdwn({ subject, blocks, footer }: Message): string {
  return [`*${escaped(subject)}*`, ...blocks.map(blockText), `_${escaped(footer)}_`].join('\n\n');
}

const blockText = ({ heading, link, lines }: Block): string =>
  [link === undefined ? `*${escaped(heading)}*` : `<${link.replace(/[<>|]/g, encodeURIComponent)}|${escaped(heading)}>`]
    .concat(lines.map(escaped))
    .join('\n');

/** The three characters that start mentions and links (https://docs.slack.dev/messaging/formatting-message-text#escaping), and those of emphasis. */
function escaped(text: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  // A zero-width space keeps a marker from marking.
  return safe.replace(/[*_~`|]/g, (marker) => `\u200B${marker}`);
}
