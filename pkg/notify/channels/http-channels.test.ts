/** Each HTTP channel against its documented API, request for request, by a recording server. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { ChannelSchema, send, type Channel } from '../channel.js';
import { answer, startRecorder, type Recorder } from '../testing/recorder.js';
import { FACTS, OFFER, telling } from '../testing/tellings.js';
import { WayOut } from '../way-out.js';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const TOKEN = '123456:AAabcdefghijklmnopqrstuvwxyz012345';
let api: Recorder;
const wayOut = new WayOut({ allowPrivateTargets: true });
const channel = (spec: Record<string, unknown>): Channel => ChannelSchema.parse(spec);
const sendBy = (spec: Record<string, unknown>, told = telling()) =>
  send({ name: 'phone', channel: channel(spec), telling: told, wayOut });

beforeAll(async () => {
  api = await startRecorder();
});
afterAll(() => api.close());
beforeEach(() => {
  api.requests.length = 0;
  api.answers.length = 0;
});

const kinds = (): Record<string, Record<string, unknown>> => ({
  telegram: { type: 'telegram', token: TOKEN, chat: -1001, api_url: api.url },
  ntfy: { type: 'ntfy', url: `${api.url}/base/gpus`, token: 'tk_secret' },
  webhook: { type: 'webhook', url: `${api.url}/hook?a=1`, secret: SECRET },
  discord: { type: 'discord', url: `${api.url}/api/webhooks/1/tok` },
  slack: { type: 'slack', url: `${api.url}/services/T/B/X` },
  apprise: { type: 'apprise', url: `${api.url}/notify/key`, tag: 'me' },
});

describe('the request of', () => {
  test.each(['telegram', 'ntfy', 'webhook', 'discord', 'slack', 'apprise'])('%s', async (kind) => {
    await expect(sendBy(kinds()[kind] ?? {})).resolves.toEqual({ sent: true });
    expect(api.requests).toHaveLength(1);
    const [{ method, path, headers, body }] = api.requests as [Recorder['requests'][0]];
    const { 'content-type': type, 'content-length': length, authorization } = headers;
    expect(Number(length)).toBe(Buffer.byteLength(body));
    expect({ method, path, type, authorization, body: JSON.parse(body) as unknown }).toMatchSnapshot();
  });

  test('a webhook is signed, so that its receiver can verify it, with the id that stays', async () => {
    const told = telling();
    await sendBy(kinds()['webhook'] ?? {}, told);
    const [{ headers, body }] = api.requests as [Recorder['requests'][0]];
    expect(headers['webhook-id']).toBe(told.id);
    expect(new Webhook(SECRET).verify(body, headers as Record<string, string>)).toMatchObject({ type: 'watch.offer' });
    expect(() => new Webhook(SECRET).verify(`${body} `, headers as Record<string, string>)).toThrow();
  });
});

describe('what is answered', () => {
  test.each([
    [200, undefined, { sent: true }],
    [204, 'apprise', { sent: false, code: 'refused', retry: false }],
    [301, undefined, { sent: false, code: 'refused', detail: 'HTTP 301', retry: false }],
    [400, undefined, { sent: false, code: 'refused', retry: false }],
    [404, undefined, { sent: false, code: 'refused', retry: false }],
    [408, undefined, { sent: false, code: 'busy', retry: true }],
    [410, undefined, { sent: false, code: 'refused', retry: false }],
    [424, 'apprise', { sent: false, code: 'server-error', retry: true }],
    [424, 'slack', { sent: false, code: 'refused', retry: false }],
    [425, undefined, { sent: false, code: 'busy', retry: true }],
    [429, undefined, { sent: false, code: 'busy', retry: true }],
    [499, undefined, { sent: false, code: 'refused', retry: false }],
    [500, undefined, { sent: false, code: 'server-error', retry: true }],
    [503, undefined, { sent: false, code: 'server-error', retry: true }],
  ])('%i is read (%s)', async (status, only, outcome) => {
    for (const [kind, spec] of Object.entries(kinds())) {
      if (only !== undefined && kind !== only) continue;
      if (status === 424 && kind === 'apprise' && only !== 'apprise') continue;
      api.answers.push(answer(status, status === 200 ? '{"ok":true}' : '', { location: `${api.url}/elsewhere` }));
      expect([kind, await sendBy(spec)]).toEqual([kind, expect.objectContaining(outcome)]);
    }
    expect(api.requests.filter(({ path }) => path === '/elsewhere')).toEqual([]);
  });

  test.each([
    ['30', 30],
    ['0.4', 1],
    ['999999', 86_400],
    ['-5', undefined],
    ['soon', undefined],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
  ])('Retry-After: %s is %s seconds', async (value, seconds) => {
    api.answers.push(answer(429, '', { 'retry-after': value }));
    const outcome = await sendBy(kinds()['ntfy'] ?? {});
    expect('retryAfter' in outcome ? outcome.retryAfter : undefined).toBe(seconds);
  });

  test('Telegram says its wait in the body, and a success without "ok" is none', async () => {
    api.answers.push(answer(429, '{"ok":false,"error_code":429,"parameters":{"retry_after":35}}'));
    expect(await sendBy(kinds()['telegram'] ?? {})).toMatchObject({ code: 'busy', retryAfter: 35 });
    for (const [body, code] of [
      ['{"ok":false,"error_code":400}', 'refused'],
      ['{"ok":false}', 'refused'],
      ['{"ok":false,"error_code":502}', 'server-error'],
      ['hello', 'server-error'],
      ['{}', 'server-error'],
    ] as const) {
      api.answers.push(answer(200, body));
      expect(await sendBy(kinds()['telegram'] ?? {})).toMatchObject({ sent: false, code });
    }
  });

  test('a connection that is reset, and one that never answers, are tried again', async () => {
    api.answers.push((request) => void request.socket.destroy());
    expect(await sendBy(kinds()['slack'] ?? {})).toEqual({
      sent: false,
      code: 'unreachable',
      detail: 'ECONNRESET',
      retry: true,
    });
    const stop = new AbortController();
    api.answers.push(() => {
      stop.abort();
    });
    const hanging = send({
      name: 'x',
      channel: channel(kinds()['slack'] ?? {}),
      telling: telling(),
      wayOut,
      signal: stop.signal,
    });
    expect(await hanging).toMatchObject({ code: 'timeout', retry: true });
  });

  test('an endless answer is not read to its end', async () => {
    api.answers.push((_request, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    });
    expect(await sendBy(kinds()['ntfy'] ?? {})).toEqual({ sent: true });
  });

  test('no secret stands in an outcome', async () => {
    for (const [status, spec] of [400, 500, 429].flatMap((one) =>
      Object.values(kinds()).map((kind) => [one, kind] as const),
    )) {
      api.answers.push(answer(status, `${SECRET} ${TOKEN} tk_secret`));
      expect(JSON.stringify(await sendBy(spec))).not.toMatch(/whsec|AAabc|tk_secret|services|webhooks|127\.0\.0\.1/);
    }
  });
});

describe('limits of the services', () => {
  const many = telling({
    facts: Array.from({ length: 20 }, (_, id) => ({
      ...OFFER,
      offer: { ...OFFER.offer, listingId: id, title: 'Ж'.repeat(200), location: 'Щ'.repeat(200), flags: ['boxed'] },
    })),
    digest: 'summary',
  });

  test('Telegram takes 4,096 characters, and no entity is cut', async () => {
    await sendBy(kinds()['telegram'] ?? {}, many);
    const { text } = JSON.parse(api.requests[0]?.body ?? '{}') as { text: string };
    expect(text.length).toBeLessThanOrEqual(4_096);
    expect(text.length).toBeGreaterThan(2_000);
    expect(text.endsWith('</i>')).toBe(true);
  });

  test('ntfy takes 4,096 bytes', async () => {
    await sendBy(kinds()['ntfy'] ?? {}, many);
    const { message } = JSON.parse(api.requests[0]?.body ?? '{}') as { message: string };
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(4_096);
    expect(message.isWellFormed()).toBe(true);
  });

  test('Discord takes 6,000 characters of embeds', async () => {
    await sendBy(kinds()['discord'] ?? {}, many);
    const { embeds } = JSON.parse(api.requests[0]?.body ?? '{}') as {
      embeds: { title: string; description: string }[];
    };
    const length = embeds.reduce((sum, { title, description }) => sum + title.length + description.length, 0);
    expect(length).toBeLessThanOrEqual(6_000);
    expect(embeds.length).toBeGreaterThan(3);
  });
});

test('a stranger calls nobody and forges no link on Discord and Slack', async () => {
  const title = '@everyone <!channel> [x](https://evil.example) *b* <https://evil.example|y> `c`';
  const told = telling({ facts: [{ ...OFFER, offer: { ...OFFER.offer, title } }] });
  await sendBy(kinds()['discord'] ?? {}, told);
  await sendBy(kinds()['slack'] ?? {}, told);
  const [discord, slack] = api.requests.map(({ body }) => body);
  expect(JSON.parse(discord ?? '{}')).toMatchObject({ allowed_mentions: { parse: [] } });
  expect(discord).not.toMatch(/[^\\]\[x\]\(/);
  expect(slack).not.toContain('<!channel>');
  expect(slack).not.toContain('<https://evil');
});

test('every fact goes by every channel', async () => {
  for (const fact of Object.values(FACTS))
    for (const spec of Object.values(kinds()))
      expect(await sendBy(spec, telling({ facts: [fact] }))).toEqual({ sent: true });
});
