/** A webhook receiver and a real SMTP server that record every message and often do not take it: 500, 429, silence, a cut connection. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { startWebServer } from '../../support/web-server.js';

export interface Arrival {
  readonly channel: string;
  /** `webhook-id`, or what is before the @ of the Message-ID. */
  readonly id: string;
  readonly body: string;
  /** performance.now() when it was there as a whole. */
  readonly at: number;
  /** It was answered with success. */
  readonly taken: boolean;
}

export interface FlakyServices {
  readonly webUrl: string;
  readonly smtpPort: number;
  /** In the order of arrival. */
  readonly arrivals: readonly Arrival[];
  /** Called with each arrival, when it has been answered. */
  onArrival: () => void;
  /** From now on everything is taken. */
  calm(): void;
  close(): Promise<void>;
}

const REFUSALS = ['error', 'busy', 'hang', 'reset'] as const;

/** @param refuse the share of messages that are not taken, 0 to 1; a quarter of it in each way */
export async function startFlakyServices(refuse: number, random: () => number): Promise<FlakyServices> {
  const arrivals: Arrival[] = [];
  let share = refuse;
  const draw = (): (typeof REFUSALS)[number] | 'take' =>
    random() < share ? (REFUSALS[Math.floor(random() * REFUSALS.length)] ?? 'take') : 'take';
  const record = (arrival: Omit<Arrival, 'at'>): void => {
    arrivals.push({ ...arrival, at: performance.now() });
    services.onArrival();
  };

  const web = await startWebServer({
    '*': (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const how = draw();
        if (how === 'take') response.writeHead(200).end('{}');
        if (how === 'error') response.writeHead(500).end();
        if (how === 'busy') response.writeHead(429, { 'retry-after': '20' }).end();
        if (how === 'reset') request.socket.resetAndDestroy();
        const body = Buffer.concat(chunks).toString('utf8');
        const id = String(request.headers['webhook-id']);
        record({ channel: (request.url ?? '').slice(1), id, body, taken: how === 'take' });
      });
    },
  });

  const smtp = new SMTPServer({
    ...{ disabledCommands: ['STARTTLS'], authOptional: true, logger: false, closeTimeout: 200 },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const how = draw();
        // Answered, it forgets whose mail it was.
        const channel = (session.envelope.rcptTo[0]?.address ?? '').split('@')[0] ?? '';
        const later = (code: number): Error => Object.assign(new Error('not now'), { responseCode: code });
        if (how === 'take') callback();
        if (how === 'error') callback(later(451));
        if (how === 'busy') callback(later(421));
        if (how === 'reset') for (const each of smtp.connections) (each as { close(): void }).close();
        const body = Buffer.concat(chunks).toString('utf8');
        const id = /^message-id:\s*<([^@>]+)@/im.exec(body)?.[1] ?? '';
        record({ channel, id, body, taken: how === 'take' });
      });
    },
  });
  smtp.on('error', () => undefined); // a client that is killed
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');

  const services: FlakyServices = {
    webUrl: web.url.href.replace(/\/$/, ''),
    smtpPort: (smtp.server.address() as AddressInfo).port,
    arrivals,
    onArrival: () => undefined,
    calm: () => (share = 0),
    close: async () => {
      await web.close();
      await new Promise<void>((resolve) => {
        smtp.close(resolve);
      });
    },
  };
  return services;
}
