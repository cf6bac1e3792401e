/** Files of watches for tests, read with two kinds of channels and an environment of their own. */
import { z } from 'zod';
import { loadCatalog } from '../../../catalog/index.js';
import { loadWatches } from '../load-watches.js';
import { faultText } from '../watch-file-fault.js';

const channel = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('push'), url: z.url('is no address'), token: z.string().max(20).optional() }),
  z.strictObject({ type: z.literal('letter'), to: z.array(z.string()) }),
]);
const ENV = { TOKEN: 'tk_s3cret', EMPTY: '', LONG: 'tk_s3cret-and-far-too-long' };
export const load = (text: string, env: Record<string, string> = ENV) =>
  loadWatches(text, { env, channel, catalog: loadCatalog(), markets: ['olx-bg', 'demo'] });
/** As `faultText` shows them. */
export const faultsOf = (text: string): string[] => {
  const read = load(text);
  return 'faults' in read ? read.faults.map((fault) => faultText('f', fault)) : [];
};

export const GOOD = `# comment
channels:
  phone: { type: push, url: https://ntfy.example/gpus, token: \${TOKEN} }
  post: { type: letter, to: [me] }
watches:
  - name: cheap 3070
    select: { models: [rtx 3070, RTX 3070 Ti], max_price: 200 }
    when: offer
    notify: [phone, post]
  - name: 3080 falls
    select: { models: [RTX 3080], memory_gb: 10 }
    when: { price: { below: 300 } }
    notify: [post]
    digest: { at: 08:00, time_zone: Europe/Sofia }
`;

/** A file of one watch with these fields. */
export const watch = (fields: string): string =>
  `channels: { post: { type: letter, to: [me] } }\nwatches:\n  - { name: a, notify: [post], ${fields} }\n`;
