/** Asks the site about some ads that a complete cycle did not see: 410 or 404 is proof that an ad is gone. */
import { GoneError } from '../fetch/errors.js';
import type { CycleToken } from '../listing/cycle.js';
import { incompleteBecause } from './completeness.js';
import type { ReadingParts, ReadingSignals } from './cycle-parts.js';

/** Few, since each is a request; the others wait for the second complete cycle, which needs none. */
const MAX_PROBES = 10;

/** Never a reason to fail: an ad that cannot be asked about just waits. */
export async function probeAbsent(
  { store, session, classifier, log }: ReadingParts,
  hosts: readonly string[],
  token: CycleToken,
  { stop, abort }: ReadingSignals,
): Promise<void> {
  if (incompleteBecause(await store.books(token, classifier.rulesVersion)).length > 0) return;
  for (const { externalId, url } of await store.absentees(token, MAX_PROBES)) {
    if (stop.aborted) return;
    // An ad of a partner stands on the partner's site, which is not ours to ask.
    if (!hosts.includes(new URL(url).host)) continue;
    try {
      await session.get(new URL(url), () => ({ value: undefined, verdict: 'ok' }), abort);
    } catch (err) {
      if (err instanceof GoneError) await store.confirmGone(token, externalId);
      else {
        log.info('absent ads could not be asked about', { err });
        return;
      }
    }
  }
}
