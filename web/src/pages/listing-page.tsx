/** One ad in full: its price changes, its life, and why it was taken for this model. */
import type { ListingDetailDto } from '../api-types.js';
import { Async } from '../components/async.js';
import { MarkedText } from '../components/marked-text.js';
import { AdLink, Doubt, Figure, ModelLink, Panel } from '../components/parts.js';
import { Suspicious } from '../components/suspicious.js';
import { useFormat } from '../format.js';
import { useWords } from '../i18n.js';
import { useApi } from '../use-api.js';

export function ListingPage({ id }: { id: number }) {
  const listing = useApi<ListingDetailDto>(`/api/listings/id/${id}`);
  return <Async loaded={listing}>{({ data }) => <Detail listing={data} />}</Async>;
}

function Detail({ listing }: { listing: ListingDetailDto }) {
  const words = useWords();
  const { euro, day, time } = useFormat();
  const evidence = listing.verdict?.evidence ?? [];
  return (
    <article>
      <h1>
        <MarkedText text={listing.title} field="title" evidence={[]} /> <Doubt review={listing.review} />{' '}
        <Suspicious id={listing.id} />
      </h1>
      <div class="figures">
        <Figure label={words.price} value={euro(listing.price)} hint={listing.price_text} />
        <Figure label={words.model} value={<ModelLink model={listing.model} memory={listing.memory_gb} />} />
        <Figure label={words.status} value={listing.status} />
        <Figure label={words.firstSeen} value={day(listing.on_market_since)} />
        <Figure
          label={words.condition}
          value={[listing.condition, ...listing.flags].filter((flag) => flag !== null).join(', ') || '–'}
        />
      </div>
      <p>
        <AdLink class="button" url={listing.url}>
          {words.openAd} ↗
        </AdLink>
      </p>
      {listing.verdict !== null && (
        <Panel
          title={words.why}
          hint={`${words.rule}: ${listing.verdict.rule} · ${words.rules}: ${listing.verdict.rules_version}`}
        >
          <p>
            <MarkedText text={listing.title} field="title" evidence={evidence} />
          </p>
          {listing.description !== null && (
            <p class="description">
              <MarkedText text={listing.description} field="description" evidence={evidence} />
            </p>
          )}
        </Panel>
      )}
      <div class="columns">
        <Panel title={words.priceChanges}>
          <ol class="timeline">
            {listing.price_changes.map((change) => (
              <li key={change.since}>
                <time dateTime={change.since}>{time(change.since)}</time> <strong>{euro(change.price)}</strong>{' '}
                {change.currency_original !== 'EUR' && (
                  <small>
                    {change.price_original} {change.currency_original}
                  </small>
                )}
              </li>
            ))}
          </ol>
        </Panel>
        <Panel title={words.life}>
          <ol class="timeline">
            {listing.events.map((event, i) => (
              <li key={i}>
                <time dateTime={event.at}>{time(event.at)}</time> <strong>{event.to_status}</strong>{' '}
                <small>{event.why}</small>
              </li>
            ))}
          </ol>
        </Panel>
      </div>
    </article>
  );
}
