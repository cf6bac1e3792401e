/** ntfy (https://docs.ntfy.sh/publish/): a push message on a phone, published as JSON to the root of the server. */
import { z } from 'zod';
import { asText, fitted } from '../../message/render.js';
import { post } from '../../post.js';
import { common, headerValue, httpUrl, type Send } from '../channel-kind.js';

/** Longer messages become attachments; https://docs.ntfy.sh/publish/#limitations. */
const MESSAGE_MAX_BYTES = 4_096;

export const NtfyChannel = z.strictObject({
  type: z.literal('ntfy'),
  url: httpUrl
    .refine((text) => !URL.canParse(text) || topicOf(new URL(text)) !== undefined, { error: 'must end in a topic' })
    .describe('Address of the topic, such as https://ntfy.example/gpus'),
  token: headerValue.optional().describe('Access token of the server'),
  priority: z.int().min(1).max(5).default(3).describe('1 is the least urgent, 5 the most'),
  ...common,
});
export type NtfyChannel = z.output<typeof NtfyChannel>;

export const sendNtfy: Send<NtfyChannel> = ({ name, config, message, wayOut, signal }) => {
  const topicUrl = new URL(config.url);
  const fits = fitted(message, MESSAGE_MAX_BYTES, (rendered) => Buffer.byteLength(asText(rendered)));
  const link = message.blocks.length === 1 ? message.blocks[0]?.link : undefined;
  const body = JSON.stringify({
    topic: topicOf(topicUrl),
    title: message.subject,
    message: cut(asText(fits)),
    priority: config.priority,
    ...(link !== undefined && { click: link }),
  });
  const headers = config.token === undefined ? {} : { authorization: `Bearer ${config.token}` };
  const root = new URL(topicUrl.pathname.replace(/[^/]+\/?$/, ''), topicUrl);
  return post(wayOut, { url: root, headers, body, via: config.via, channel: name, signal });
};

/** https://docs.ntfy.sh/publish/#public-topics: letters, digits, `_` and `-`. */
function topicOf({ pathname }: URL): string | undefined {
  return /\/([A-Za-z0-9_-]{1,64})\/?$/.exec(pathname)?.[1];
}

/** By bytes, and never within a character. */
function cut(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= MESSAGE_MAX_BYTES) return text;
  return bytes
    .subarray(0, MESSAGE_MAX_BYTES)
    .toString('utf8')
    .replace(/\uFFFD+$/u, '');
}
