/** E-mail against a real SMTP server. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { selfSignedCertificate } from '../../../../test/support/self-signed-certificate.js';
import { startSocksServer } from '../../../../test/support/socks-server.js';
import { ChannelSchema, send } from '../../channel.js';
import { OFFER, telling } from '../../testing/tellings.js';
import { WayOut } from '../../way-out.js';

interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly secure: boolean;
}

const servers: SMTPServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0))
    await new Promise<void>((resolve) => {
      server.close(resolve);
    });
});

async function startSmtp(options: SMTPServerOptions = {}): Promise<{ port: number; mails: Mail[] }> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    ...{ disabledCommands: ['STARTTLS'], authOptional: true, logger: false, closeTimeout: 200 },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
          secure: session.secure,
        });
        callback();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return { port: (server.server.address() as AddressInfo).port, mails };
}

const mailTo = (port: number, over: Record<string, unknown> = {}, wayOut = new WayOut({ allowPrivateTargets: true })) =>
  send({
    ...{ name: 'mail', wayOut, telling: over['telling'] === undefined ? telling() : (over['telling'] as never) },
    channel: ChannelSchema.parse({
      ...{
        type: 'email',
        to: ['me@example.org'],
        from: 'gpu@example.net',
        smtp: `smtp://127.0.0.1:${port}`,
        tls: 'none',
      },
      ...Object.fromEntries(Object.entries(over).filter(([key]) => key !== 'telling')),
    }),
  });

test('text and HTML, to every address, with one Message-ID over all attempts', async () => {
  const { port, mails } = await startSmtp();
  for (let i = 0; i < 2; i += 1)
    expect(await mailTo(port, { to: ['me@example.org', 'you@example.org'] })).toEqual({ sent: true });
  expect(mails).toHaveLength(2);
  for (const { from, to, raw } of mails) {
    expect([from, to]).toEqual(['gpu@example.net', ['me@example.org', 'you@example.org']]);
    expect(raw).toContain(`Message-ID: <${telling().id}@example.net>`);
    expect(raw).toContain('Auto-Submitted: auto-generated');
    expect(raw).toMatch(/Content-Type: text\/plain; charset=utf-8/i);
    expect(raw).toMatch(/Content-Type: text\/html; charset=utf-8/i);
  }
});

test('a title with line breaks adds no header', async () => {
  const { port, mails } = await startSmtp();
  const told = telling({
    watch: 'x\r\nBcc: evil@example.org',
    facts: [{ ...OFFER, offer: { ...OFFER.offer, title: 'y\r\nBcc: evil@example.org', model: 'RTX\nX: y' } }],
  });
  expect(await mailTo(port, { telling: told })).toEqual({ sent: true });
  const [head = ''] = (mails[0]?.raw ?? '').split(/\r?\n\r?\n/);
  expect(head).not.toMatch(/^(?:Bcc|X):/im);
  expect(mails[0]?.to).toEqual(['me@example.org']);
});

describe('what a server answers', () => {
  const refuse = (responseCode: number): SMTPServerOptions => ({
    onRcptTo: (_address, _session, callback) => {
      callback(Object.assign(new Error('me@example.org is not here'), { responseCode }));
    },
  });
  test.each([
    [450, { code: 'busy', detail: 'SMTP 450', retry: true }],
    [499, { code: 'busy', retry: true }],
    [550, { code: 'refused', detail: 'SMTP 550', retry: false }],
  ])('%i', async (code, outcome) => {
    const { port } = await startSmtp(refuse(code));
    expect(await mailTo(port)).toMatchObject({ sent: false, ...outcome });
  });

  test('a wrong password is final', async () => {
    const { port } = await startSmtp({
      ...{ authOptional: false, allowInsecureAuth: true },
      onAuth: (auth, _session, callback) => {
        if (auth.username === 'me@x' && auth.password === 'p:s/w') callback(null, { user: 'me' });
        else callback(new Error('no'));
      },
    });
    const as = (user: string) => mailTo(port, { smtp: `smtp://${user}@127.0.0.1:${port}` });
    expect(await as('me%40x:p%3As%2Fw')).toEqual({ sent: true });
    expect(await as('me:wrong')).toMatchObject({ code: 'refused', detail: 'SMTP 535', retry: false });
  });

  test('nobody there is tried again', async () => {
    expect(await mailTo(9)).toMatchObject({ code: 'unreachable', retry: true });
  });
});

describe('encryption', () => {
  const certificate = selfSignedCertificate('localhost');

  test('is asked for by STARTTLS unless the configuration says none: a server without it gets no mail', async () => {
    const { port, mails } = await startSmtp();
    expect(await mailTo(port, { tls: 'required' })).toMatchObject({ sent: false, code: 'refused' });
    expect(mails).toEqual([]);
  });

  test.each([
    ['smtps', { secure: true, disabledCommands: [] }],
    ['smtp', { disabledCommands: [] }],
  ])('of %s is not believed with a certificate that nobody signed', async (scheme, options) => {
    const { port, mails } = await startSmtp({ ...options, ...certificate });
    const smtp = `${scheme}://localhost:${port}`;
    expect(await mailTo(port, { smtp, tls: 'required' })).toMatchObject({ sent: false, code: 'unreachable' });
    expect(mails).toEqual([]);
  });
});

test('through TOR the name of the server goes to the proxy', async () => {
  const { port, mails } = await startSmtp();
  const socks = await startSocksServer({ names: { 'mail.example': '127.0.0.1' } });
  const wayOut = new WayOut({ torSocksUrl: socks.url, allowPrivateTargets: false });
  expect(await mailTo(port, { via: 'tor', smtp: `smtp://mail.example:${port}` }, wayOut)).toEqual({ sent: true });
  expect(mails).toHaveLength(1);
  expect(socks.requests).toEqual([expect.objectContaining({ host: 'mail.example', kind: 'name' })]);
  await socks.kill();
  expect(await mailTo(port, { via: 'tor', smtp: `smtp://mail.example:${port}` }, wayOut)).toMatchObject({
    code: 'tor-unavailable',
  });
});

test('an address of this network is not connected to unless that is allowed', async () => {
  const { port, mails } = await startSmtp();
  expect(await mailTo(port, {}, new WayOut({ allowPrivateTargets: false }))).toMatchObject({
    code: 'forbidden-target',
  });
  expect(mails).toEqual([]);
});

test.each([
  ['to', ['a@b.c, d@e.f']],
  ['to', ['a@b.c\r\nBcc: d@e.f']],
  ['to', []],
  ['from', 'me'],
  ['from', 'a"b@c.d'],
  ['smtp', 'http://x.y'],
])('a channel with %s = %j is refused', (field, value) => {
  const good = { type: 'email', to: ['me@example.org'], from: 'gpu@example.net', smtp: 'smtps://mail.example' };
  expect(ChannelSchema.safeParse(good).success).toBe(true);
  expect(ChannelSchema.safeParse({ ...good, [field]: value }).success).toBe(false);
});
