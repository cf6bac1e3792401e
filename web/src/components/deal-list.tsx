/** Deals, each with what a buyer wants to know: what is saved, how sure that is, how old and where it is, and what to ask. */
import type { DealDto } from '../api-types.js';
import { useFormat } from '../format.js';
import { useWords } from '../i18n.js';
import { pages } from '../router.js';
import { SellerTitle } from './marked-text.js';
import { ModelLink } from './parts.js';

export function DealList({ deals }: { deals: readonly DealDto[] }) {
  return (
    <ul class="deals">
      {deals.map((deal) => (
        <Deal key={deal.listing.id} deal={deal} />
      ))}
    </ul>
  );
}

function Deal({ deal }: { deal: DealDto }) {
  const words = useWords();
  const { euro, percent, number } = useFormat();
  const { listing, reason, discount, saved, fair, sureness, days_up: days, ask } = deal;
  return (
    <li>
      <div>
        <a href={pages.listing(listing.id)}>
          <SellerTitle text={listing.title} />
        </a>
        <small>
          <ModelLink model={listing.model} memory={listing.memory_gb} /> · {reason}
        </small>
        <small>
          {words.sure}: {percent(sureness)} · {words.upFor} {number(Math.max(1, Math.round(days)))} {words.days}
          {listing.location !== null && (
            <>
              {' · '}
              <bdi>{listing.location}</bdi>
            </>
          )}
        </small>
        <details>
          <summary>{words.askSeller}</summary>
          <ul>
            {ask.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ul>
        </details>
      </div>
      <div class="deal-price">
        <strong>{euro(listing.price)}</strong>
        <span class="tag good" title={words.belowFair}>
          −{percent(discount)}
        </span>
        <small title={words.fairWhy}>
          {words.fair} {euro(fair.price)}
        </small>
        <small>
          {words.saved} {euro(saved)}
        </small>
      </div>
    </li>
  );
}
