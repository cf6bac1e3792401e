/** The notifier of `up`: in this process, saying on the terminal what it told and what is wrong with the file of watches. */
import { systemClock } from '../../clock/clock.js';
import { describeDelivery } from '../cli/describe-delivery.js';
import type { Progress } from '../cli/progress.js';
import { runNotifications, type NotifierOptions } from '../processes/notify.js';
import { describeWatches } from './welcome.js';

export type NotifyHereOptions = Pick<NotifierOptions, 'config' | 'log' | 'stop' | 'registry' | 'watches'> & {
  readonly progress: Progress;
};

export async function notifyHere({ progress, ...options }: NotifyHereOptions): Promise<void> {
  const { config, watches } = options;
  const end = watches.onChange(() => progress.line(describeWatches(config.WATCHES_FILE, watches)));
  try {
    await runNotifications({
      ...options,
      clock: systemClock,
      pod: 'up',
      // The scraper beside it has a fence around the whole process, for which a direct message is a leak.
      onlyTor: config.TOR_ENABLED !== false,
      onDelivery: (event) => {
        const line = describeDelivery(event, systemClock.now());
        if (line !== undefined) progress.line(line);
      },
    });
  } finally {
    end();
  }
}
