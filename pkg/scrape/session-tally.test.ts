import { expect, test } from '@jest/globals';
import type { CrawlSession } from '../fetch/crawl-session.js';
import {
  BlockedError,
  BodyTooLargeError,
  GoneError,
  RedirectRefusedError,
  TemporaryFetchError,
  UnexpectedResponseError,
} from '../fetch/errors.js';
import { isAboutThePage, SessionTally } from './session-tally.js';

const url = new URL('http://toy.test/');
const read = () => ({ value: 1, verdict: 'ok' as const });

test.each<[Error | undefined, number]>([
  [undefined, 1],
  [new GoneError('404', 404), 1],
  [new BodyTooLargeError('9 MB'), 1],
  [new RedirectRefusedError('elsewhere'), 1],
  [new UnexpectedResponseError('image/png'), 1],
  [new BlockedError('403'), 0],
  [new TemporaryFetchError('down'), 0],
])('%p counts as %d answer, whoever asked', async (err, answers) => {
  const answer = async (): Promise<never> => {
    if (err !== undefined) throw err;
    return { value: 1, bytes: 1, attempts: 1, url } as never;
  };
  let closed = 0;
  const session: CrawlSession = { get: answer, getBody: answer, close: async () => void (closed += 1) };
  const tally = new SessionTally(session);
  await tally.get(url, read).catch((caught: unknown) => expect(caught).toBe(err));
  expect(tally.answers).toBe(answers);
  await tally.getBody(url, read).catch((caught: unknown) => expect(caught).toBe(err));
  expect(tally.answers).toBe(2 * answers);
  await tally.close();
  expect(closed).toBe(1);
  expect(isAboutThePage(err)).toBe(err !== undefined && answers === 1);
});
