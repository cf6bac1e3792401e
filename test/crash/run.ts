/** `npm run test:crash [-- --kills 200 --postgres-kills 20 --days 10]`: the whole storm, with its figures. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runStorm } from './storm.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    'postgres-kills': { type: 'string', default: '20' },
    days: { type: 'string', default: '10' },
    ads: { type: 'string', default: '500' },
    seed: { type: 'string', default: '7' },
  },
});
const dir = await mkdtemp(join(tmpdir(), 'gpu-tracker-crash-'));
await chmod(dir, 0o711); // root hands PostgreSQL to an unprivileged user, who must get in
try {
  const report = await runStorm({
    dir,
    seed: Number(values.seed),
    ads: Number(values.ads),
    days: Number(values.days),
    kills: Number(values.kills),
    postgresKills: Number(values['postgres-kills']),
    onProgress: (line) => console.log(line),
  });
  console.log(JSON.stringify(report, null, 2));
  if (report.faults.length > 0) process.exitCode = 1;
} finally {
  await rm(dir, { recursive: true, force: true });
}
