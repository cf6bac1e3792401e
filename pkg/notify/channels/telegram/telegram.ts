/** Telegram (https://core.telegram.org/bots/api#sendmessage): a message of a bot in a chat. */
import { z } from 'zod';
import { asTelegramHtml, fitted } from '../../message/render.js';
import { failed, SENT, type Outcome } from '../../outcome.js';
import { post, type Answer } from '../../post.js';
import { common, httpUrl, type Send } from '../channel-kind.js';

/** "1-4096 characters after entities parsing"; counted with its entities here, which is never less. */
const TEXT_MAX = 4_096;

export const TelegramChannel = z.strictObject({
  type: z.literal('telegram'),
  token: z
    .string()
    .regex(/^\d{1,20}:[A-Za-z0-9_-]{20,80}$/, { error: 'is no token of a bot' })
    .describe('Token of the bot, from @BotFather'),
  chat: z
    .union([z.int(), z.string().regex(/^(?:-?\d{1,20}|@[A-Za-z0-9_]{4,32})$/, { error: 'is no id of a chat' })])
    .describe('Id of the chat, or `@name` of a public channel'),
  api_url: httpUrl.default('https://api.telegram.org').describe('A Bot API server of your own'),
  ...common,
});
export type TelegramChannel = z.output<typeof TelegramChannel>;

export const sendTelegram: Send<TelegramChannel> = ({ name, config, message, wayOut, signal }) => {
  const fits = fitted(message, TEXT_MAX, (rendered) => asTelegramHtml(rendered).length);
  const body = JSON.stringify({
    chat_id: config.chat,
    text: asTelegramHtml(fits),
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
  });
  const url = new URL(`${config.api_url.replace(/\/$/, '')}/bot${config.token}/sendMessage`);
  return post(wayOut, { url, body, via: config.via, channel: name, signal }, read);
};

const AnswerSchema = z.object({
  ok: z.boolean(),
  error_code: z.number().optional(),
  parameters: z.object({ retry_after: z.number().optional() }).optional(),
});

/** The wait of a flood limit stands in the body; a success without `ok` is none. */
function read({ status, body }: Answer): Outcome | undefined {
  const answer = AnswerSchema.safeParse(json(body));
  if (!answer.success) return status < 300 ? failed('server-error', 'an answer of no bot') : undefined;
  if (answer.data.ok) return SENT;
  const { error_code: code = status, parameters } = answer.data;
  if (code === 429) return failed('busy', 'HTTP 429', Math.ceil(parameters?.retry_after ?? 0));
  return code >= 500 ? failed('server-error', `HTTP ${code}`) : failed('refused', `HTTP ${code}`);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
