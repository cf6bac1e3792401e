/** A file with watches of every condition that tells of offers and prices, over webhooks and e-mail, around what cards cost on the first day. */
import type { FlakyServices } from './flaky-services.js';

export interface Card {
  readonly model: string;
  readonly memoryGb: number;
  readonly medianEuros: number;
}

export const WEB_CHANNELS = ['desk', 'phone', 'home', 'work', 'club'] as const;
export const MAIL_CHANNELS = ['mail', 'post'] as const;
const CHANNELS = [...WEB_CHANNELS, ...MAIL_CHANNELS];
/** Signed with this. */
const SECRET = `whsec_${Buffer.alloc(24, 5).toString('base64')}`;

/** As YAML, which JSON is. @param count of watches; each card gets one of each condition in turn */
export function watchesOf(cards: readonly Card[], count: number, { webUrl, smtpPort }: FlakyServices): string {
  const channels = Object.fromEntries([
    ...WEB_CHANNELS.map((name) => [name, { type: 'webhook', url: `${webUrl}/${name}`, secret: SECRET }]),
    ...MAIL_CHANNELS.map((name) => [
      name,
      {
        ...{ type: 'email', to: [`${name}@storm.test`], from: 'tracker@storm.test' },
        ...{ smtp: `smtp://127.0.0.1:${smtpPort}`, tls: 'none' },
      },
    ]),
  ]);
  const conditions = [
    () => 'offer',
    ({ medianEuros }: Card) => ({
      price: { below: Math.round(medianEuros * 0.99), rearm_percent: 1, cooldown_hours: 0 },
    }),
    () => 'deal',
    ({ medianEuros }: Card) => ({
      price: { above: Math.round(medianEuros * 1.01), rearm_percent: 1, cooldown_hours: 0 },
    }),
    () => ({ change: { percent: 2, days: 2, cooldown_hours: 0 } }),
    () => ({ lowest: { days: 2, cooldown_hours: 0 } }),
  ];
  const watches = Array.from({ length: count }, (_none, at) => {
    const card = cards[Math.floor(at / conditions.length) % cards.length];
    if (card === undefined) throw new RangeError('the market of the first day has no card with a price');
    const notify = [CHANNELS[at % CHANNELS.length], ...(at % 5 === 0 ? [CHANNELS[(at + 3) % CHANNELS.length]] : [])];
    const select = { models: [card.model], memory_gb: card.memoryGb };
    return { name: `watch ${at + 1}`, select, when: conditions[at % conditions.length]?.(card), notify };
  });
  return JSON.stringify({ channels, watches }, null, 1);
}
