/** `npm run test:crash:notifier [-- --notifier 130 --scraper 50 --postgres 20 --days 20 --watches 50]`: the whole storm, with its figures. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runTellingStorm } from './telling-storm.js';

const { values } = parseArgs({
  options: {
    notifier: { type: 'string', default: '130' },
    scraper: { type: 'string', default: '50' },
    postgres: { type: 'string', default: '20' },
    days: { type: 'string', default: '20' },
    watches: { type: 'string', default: '50' },
    ads: { type: 'string', default: '600' },
    seed: { type: 'string', default: '7' },
    factor: { type: 'string', default: '30' },
    refuse: { type: 'string', default: '0.3' },
  },
});
const n = (name: keyof typeof values): number => Number(values[name]);
const dir = await mkdtemp(join(tmpdir(), 'gpu-tracker-crash-'));
await chmod(dir, 0o711); // root hands PostgreSQL to an unprivileged user, who must get in
try {
  const report = await runTellingStorm({
    ...{ dir, seed: n('seed'), ads: n('ads'), days: n('days'), watches: n('watches') },
    ...{ factor: n('factor'), refuse: n('refuse') },
    kills: { notifier: n('notifier'), scraper: n('scraper'), postgres: n('postgres') },
    onProgress: (line) => console.log(line),
  });
  console.log(JSON.stringify({ ...report, faults: report.faults.slice(0, 30) }, null, 2));
  if (report.faults.length > 0) process.exitCode = 1;
} finally {
  await rm(dir, { recursive: true, force: true });
}
