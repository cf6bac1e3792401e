/** The life of a listing, as pure rules: what one cycle's observation does to its status. The published SQL follows these. */

export type ListingStatus = 'active' | 'missing' | 'gone' | 'withdrawn';

/** What a cycle saw of an ad. `absent` may only be concluded from a complete cycle. */
export type Observation =
  | { readonly seen: 'accepted'; readonly sameCard: boolean }
  | { readonly seen: 'rejected'; readonly reason: string }
  | {
      readonly seen: 'absent';
      /** The site answered 410 or 404 for the ad's own page. */ readonly confirmedGone?: boolean;
    };

export interface Transition {
  readonly to: ListingStatus;
  readonly why: string;
}

/** The change of status that `observation` causes, or `null` when nothing is to be noted; `from` is `null` for a new ad. */
export function nextStatus(from: ListingStatus | null, observation: Observation): Transition | null {
  switch (observation.seen) {
    case 'accepted':
      if (from === null) return { to: 'active', why: 'first seen' };
      if (from === 'withdrawn') return { to: 'active', why: 'accepted again' };
      if (from !== 'active') return { to: 'active', why: 'seen again' };
      return observation.sameCard ? null : { to: 'active', why: 'judged as another card' };
    case 'rejected':
      if (from === null || from === 'withdrawn') return null;
      return { to: 'withdrawn', why: `rejected: ${observation.reason}` };
    case 'absent':
      if (observation.confirmedGone === true && (from === 'active' || from === 'missing'))
        return { to: 'gone', why: 'the site says it is gone' };
      if (from === 'active') return { to: 'missing', why: 'absent from one complete cycle' };
      if (from === 'missing') return { to: 'gone', why: 'absent from two complete cycles' };
      return null;
  }
}
