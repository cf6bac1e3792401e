/** What `gpu-tracker doctor` asks about watches: the file they come from, the channels they name, and what was not delivered. */
import { inspect, type NotificationState } from '../../../postgres/inspect.js';
import { silentLogger } from '../../../telemetry/logger.js';
import { WatchesFile } from '../../watches/watches-file.js';
import type { DoctorOptions } from './doctor-options.js';
import { finding, type Finding } from './finding.js';

/** As the alert on it. */
const STUCK_MS = 3_600_000;

export async function checkWatches({ db, config, clock, env }: DoctorOptions): Promise<Finding[]> {
  const now = clock.now();
  const state = await inspect.notifications(db, now);
  const path = config.WATCHES_FILE;
  const file = path === undefined ? undefined : new WatchesFile({ path, env, clock, log: silentLogger });
  await file?.look();
  return [judgeWatches(state, file), judgeNotifications(state, now)];
}

function judgeWatches({ watches, channels }: NotificationState, file: WatchesFile | undefined): Finding {
  const [fault, ...others] = file?.faults() ?? [];
  if (fault !== undefined)
    return finding('watches', 'fail', others.length === 0 ? fault : `${fault}; and ${others.length} more faults`);
  const known = file?.current()?.channels;
  if (known === undefined)
    return watches === 0
      ? finding('watches', 'ok', 'none, and no WATCHES_FILE here')
      : finding(
          'watches',
          'ok',
          `${watches} of the database; WATCHES_FILE is not set here, so its channels are not checked`,
        );
  const missing = channels.filter((name) => !known.has(name));
  if (missing.length > 0)
    return finding(
      'watches',
      'warn',
      `watches tell over channels that WATCHES_FILE does not have: ${missing.join(', ')}`,
    );
  return finding(
    'watches',
    'ok',
    `the file has ${known.size} channels and no fault; ${watches} watches in the database`,
  );
}

function judgeNotifications({ sent, waiting, oldestAt, givenUp }: NotificationState, now: Date): Finding {
  const faults: string[] = [];
  if (givenUp > 0) faults.push(`${givenUp} given up within a day`);
  const age = oldestAt === null ? 0 : now.getTime() - oldestAt.getTime();
  if (age > STUCK_MS) faults.push(`${waiting} wait, the oldest for ${Math.floor(age / STUCK_MS)} h`);
  return faults.length > 0
    ? finding('notifications', 'warn', faults.join('; '))
    : finding('notifications', 'ok', `${sent} sent, ${waiting} on their way`);
}
