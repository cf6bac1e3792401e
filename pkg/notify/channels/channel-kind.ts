/** What a kind of channel is: how it is configured, and how one message goes out by it. */
import { z } from 'zod';
import type { Telling } from '../../watch/fact.js';
import { LANGUAGES } from '../../wording/language.js';
import type { Message } from '../message/message.js';
import type { Outcome } from '../outcome.js';
import { WAYS, type WayOut } from '../way-out.js';

/** What every channel may say of itself. */
export const common = {
  via: z.enum(WAYS).default('direct').describe('`tor`: by TOR_SOCKS_URL, the name resolved there'),
  language: z.enum(LANGUAGES).default('en').describe('Of the messages'),
  time_zone: z
    .string()
    .default('UTC')
    .refine(isTimeZone, { error: 'is no time zone of the IANA database, such as Europe/Sofia' })
    .describe('In which days and hours are told'),
} as const;

export interface Sending<Config> {
  /** Name of the channel in the file of watches. */
  readonly name: string;
  readonly config: Config;
  readonly telling: Telling;
  readonly message: Message;
  readonly wayOut: WayOut;
  readonly signal?: AbortSignal | undefined;
}

export type Send<Config> = (sending: Sending<Config>) => Promise<Outcome>;

/** An http or https address, without a name or password in it: those have fields of their own. */
export const httpUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
    error: 'is no http or https address',
  })
  .refine((text) => !URL.canParse(text) || (new URL(text).username === '' && new URL(text).password === ''), {
    error: 'must not hold a name or password',
  })
  .meta({ pattern: '^https?://[^/?#@]+(?:[/?#]|$)' });

/** One line, so that it cannot become a header of its own. */
export const headerValue = z
  .string()
  .regex(/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/, { error: 'must be one line of ASCII' });

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
