/** Apprise API (https://github.com/caronc/apprise-api): one's own gateway to a hundred services more. */
import { z } from 'zod';
import { asHtml } from '../../message/render.js';
import { failed, type Outcome } from '../../outcome.js';
import { post, type Answer } from '../../post.js';
import { common, httpUrl, type Send } from '../channel-kind.js';

export const AppriseChannel = z.strictObject({
  type: z.literal('apprise'),
  url: httpUrl.describe('Address of a stored configuration, such as http://apprise:8000/notify/KEY'),
  tag: z.string().min(1).max(100).optional().describe('Only the services with this tag'),
  ...common,
});
export type AppriseChannel = z.output<typeof AppriseChannel>;

export const sendApprise: Send<AppriseChannel> = ({ name, config, message, wayOut, signal }) => {
  const body = JSON.stringify({
    title: message.subject,
    body: asHtml(message, config.language),
    type: 'info',
    format: 'html',
    ...(config.tag !== undefined && { tag: config.tag }),
  });
  return post(wayOut, { url: new URL(config.url), body, via: config.via, channel: name, signal }, read);
};

/** 204: there is no such configuration; 424: one of the services behind it failed, and is worth another try. */
function read({ status }: Answer): Outcome | undefined {
  if (status === 204) return failed('refused', 'HTTP 204: no such configuration');
  return status === 424 ? failed('server-error', 'HTTP 424') : undefined;
}
