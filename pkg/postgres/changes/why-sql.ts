/** The reason of each action as SQL: code and phrase, by the table of pkg/listing/change.ts. */
import { WHYS, type Action, type WhyCode } from '../../listing/change.js';

const because = (code: WhyCode, detail?: string): string =>
  `ARRAY['${code}', '${WHYS[code]}'${detail === undefined ? '' : ` || ': ' || ${detail}`}]`;

/** Over columns of a step: `kind` and `reason` of the observation, `review` after it, both instants of sight. `:source` */
const BECAUSE: Readonly<Record<Action, string>> = {
  add: `CASE WHEN kind = 'past' THEN ${because('imported')}
             WHEN :source = 'replay' THEN ${because('newer-rules')}
             WHEN :source = 'label' THEN ${because('labelled')}
             WHEN first_seen_at < last_seen_at THEN ${because('seen-before')}
             ELSE ${because('first-seen')} END`,
  return: because('seen-again'),
  restore: because('accepted-again'),
  withdraw: because('rejected', 'reason'),
  miss: because('absent-once'),
  end: `CASE kind WHEN 'past' THEN ${because('not-known-after')} WHEN 'gone' THEN ${because('site-says-gone')}
                  ELSE ${because('absent-twice')} END`,
  remodel: `CASE WHEN became_another THEN ${because('became-another-card')} ELSE ${because('another-card')} END`,
  review: `CASE WHEN review IS NULL THEN ${because('out-of-doubt')} ELSE ${because('in-doubt', 'review')} END`,
  reflag: because('other-state'),
  reprice: because('other-price'),
  edit: because('other-words'),
};

/** `ARRAY[code, phrase]` of a step. */
export const WHY_SQL = `CASE action ${Object.entries(BECAUSE)
  .map(([action, why]) => `WHEN '${action}' THEN ${why}`)
  .join('\n       ')} END`;
