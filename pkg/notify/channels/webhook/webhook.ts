/** A webhook of one's own, signed as https://www.standardwebhooks.com says, so that its receiver can tell us from others and a repeat from news. */
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { snakeKeys } from '../../../watch/key-spelling.js';
import { asText } from '../../message/render.js';
import { failed } from '../../outcome.js';
import { post } from '../../post.js';
import { common, httpUrl, type Send } from '../channel-kind.js';

export const WebhookChannel = z.strictObject({
  type: z.literal('webhook'),
  url: httpUrl.describe('Where it is posted to'),
  secret: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, { error: 'must be whsec_ and 24 to 64 bytes in base64' })
    .describe('Key of the signature: `whsec_` and 24 to 64 random bytes in base64'),
  ...common,
});
export type WebhookChannel = z.output<typeof WebhookChannel>;

export const sendWebhook: Send<WebhookChannel> = ({ name, config, telling, message, wayOut, signal }) => {
  const { id, watch, at, facts, more, digest } = telling;
  const [first] = facts;
  const body = JSON.stringify({
    type: facts.length === 1 && first !== undefined ? `watch.${first.kind}` : 'watch.digest',
    timestamp: at,
    // Spelled as the API spells its answers.
    data: { watch, digest, facts: snakeKeys(facts), more, subject: message.subject, text: asText(message) },
  });
  const now = new Date();
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(config.secret).sign(id, now, body),
  };
  const sent = { url: new URL(config.url), headers, body, via: config.via, channel: name, signal };
  // 410: the receiver wants nothing more, ever. The others are read by their status.
  return post(wayOut, sent, ({ status }) => (status === 410 ? failed('refused', 'HTTP 410') : undefined));
};
