/** E-mail by SMTP (nodemailer): text and HTML, encrypted unless the configuration says otherwise, with one Message-ID over all attempts. */
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { failureOf } from '../../failure.js';
import { asHtml, asText } from '../../message/render.js';
import { failed, SENT, type Outcome } from '../../outcome.js';
import { hostOf } from '../../way-out.js';
import { common, type Send } from '../channel-kind.js';

/** From the first packet to the last. */
const TIMEOUT_MS = 60_000;
const PORTS: Readonly<Record<string, number>> = { 'smtps:': 465, 'smtp:': 587 };

/** One address, no display name: nothing that could end a header or begin a second recipient. */
const address = z
  .string()
  .regex(/^[^\s<>",;:\\()[\]@\p{Cc}]{1,64}@[A-Za-z0-9.-]{1,253}$/u, { error: 'is no e-mail address' });

export const EmailChannel = z.strictObject({
  type: z.literal('email'),
  to: z.array(address).min(1).max(20).describe('Addresses'),
  from: address.describe('Of the sender'),
  smtp: z
    .string()
    .refine((text) => URL.canParse(text) && new URL(text).protocol in PORTS, {
      error: 'is no smtp:// or smtps:// address',
    })
    .meta({ pattern: '^smtps?://' })
    .describe('`smtps://user:password@host:465`, or `smtp://…:587` with STARTTLS; a secret'),
  tls: z.enum(['required', 'none']).default('required').describe('`none`: plain SMTP, for a relay on your own network'),
  ...common,
});
export type EmailChannel = z.output<typeof EmailChannel>;

export const sendEmail: Send<EmailChannel> = async ({ name, config, telling, message, wayOut, signal }) => {
  const server = new URL(config.smtp);
  const via = wayOut.wayOf(config.via);
  const secure = server.protocol === 'smtps:';
  const host = hostOf(server);
  const port = server.port === '' ? (PORTS[server.protocol] ?? 0) : Number(server.port);
  const deadline = AbortSignal.timeout(TIMEOUT_MS);
  const until = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
  let connection;
  try {
    connection = await wayOut.connectTo(host, port, via, name, until);
  } catch (err) {
    return failureOf(err, via);
  }
  const socket = connection;
  const cut = (): void => void socket.destroy(until.reason as Error);
  until.addEventListener('abort', cut, { once: true });
  const transport = createTransport({
    ...{ host, port, secure, connection: socket, disableFileAccess: true, disableUrlAccess: true },
    ...(config.tls === 'none' ? { ignoreTLS: true } : { requireTLS: !secure }),
    ...(server.username !== '' && {
      auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) },
    }),
    // The name that we greet with is not the machine's.
    name: 'gpu-tracker',
  });
  try {
    await transport.sendMail({
      from: config.from,
      to: [...config.to],
      subject: message.subject,
      text: asText(message),
      html: asHtml(message, config.language),
      messageId: `<${telling.id}@${config.from.split('@')[1] ?? 'gpu-tracker'}>`,
      date: new Date(telling.at),
      // RFC 3834: no machine should answer.
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    return SENT;
  } catch (err) {
    return until.aborted ? failed('timeout', 'no answer in time') : byReply(err, via);
  } finally {
    until.removeEventListener('abort', cut);
    transport.close();
    socket.destroy();
  }
};

/** 4yz is "not now", 5yz "never" (RFC 5321, 4.2.1); without a reply the connection or its encryption failed. */
function byReply(err: unknown, via: EmailChannel['via']): Outcome {
  const { responseCode } = err as { responseCode?: number };
  if (responseCode === undefined) return failureOf(err, via);
  return responseCode >= 500 ? failed('refused', `SMTP ${responseCode}`) : failed('busy', `SMTP ${responseCode}`);
}
