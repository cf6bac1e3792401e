/** Whether a cycle saw the whole market: only then may an absent ad be called missing. */
import type { Books } from '../listing/books.js';

/** Ads may end or appear while we read, so the site's count is never exact. */
const TOLERATED_UNREACHED = 0.02;
/** Price ranges return no ad without a price, and of those only the newest are shown; none is ever a listing. */
const TOLERATED_UNREACHED_SPLIT = 0.1;

/** Why the cycle is not complete, in words; empty when it is. */
export function incompleteBecause(books: Books): string[] {
  const reasons: string[] = [];
  for (const { term, outcomes, announced, seen } of books.terms) {
    // Both parts of what is short count here: pages not read, and ads that the pages read did not have.
    const missed = announced - seen;
    const cut = outcomes.filter((outcome) => outcome !== 'exhausted' && outcome !== 'split');
    const tolerated = outcomes.includes('split') ? TOLERATED_UNREACHED_SPLIT : TOLERATED_UNREACHED;
    if (cut.length > 0) reasons.push(`"${term}": ${cut.join(', ')}`);
    else if (missed > Math.max(2, tolerated * announced))
      reasons.push(`"${term}": ${missed} of ${announced} ads were not reached`);
  }
  if (books.unparsed > 0.01 * books.seen) reasons.push(`${books.unparsed} of ${books.seen} ads could not be parsed`);
  return reasons;
}
