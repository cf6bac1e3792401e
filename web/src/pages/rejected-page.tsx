/** Ads that were left out, by reason, with the words that decided. */
import type { RejectedAdDto, RejectedSummaryDto } from '../api-types.js';
import { Async } from '../components/async.js';
import { DataTable } from '../components/data-table.js';
import { MarkedText } from '../components/marked-text.js';
import { AdLink, Pager, QueryInput } from '../components/parts.js';
import { useFormat } from '../format.js';
import { useWords } from '../i18n.js';
import { setQuery } from '../router.js';
import { useApi, withQuery } from '../use-api.js';

const SIZE = 50;

export function RejectedPage({ query }: { query: URLSearchParams }) {
  const words = useWords();
  const page = Math.max(1, Number(query.get('page')) || 1);
  const reason = query.get('reason') ?? '';
  const ads = useApi<RejectedAdDto[]>(
    withQuery('/api/rejected/', { reason, q: query.get('q') ?? '', page, size: SIZE }),
  );
  return (
    <>
      <h1>{words.rejected}</h1>
      <Reasons chosen={reason} />
      <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <QueryInput name="q" label={words.search} query={query} />
      </form>
      <Async loaded={ads} isEmpty={(rows) => rows.length === 0} emptyText={words.noMatch}>
        {({ data, total }) => (
          <>
            <DataTable
              caption={words.rejected}
              rows={data}
              rowKey={(row) => row.id}
              columns={[
                {
                  key: 'title',
                  head: words.details,
                  cell: (row) => (
                    <AdLink url={row.url}>
                      <MarkedText text={row.title} field="title" evidence={row.evidence} />
                    </AdLink>
                  ),
                },
                { key: 'price', head: words.price, cell: (row) => row.price_text || '–' },
                { key: 'reason', head: words.reason, cell: (row) => <span class="tag">{row.reason}</span> },
                {
                  key: 'rule',
                  head: words.whyOut,
                  cell: (row) => (
                    <>
                      <code>{row.rule}</code>{' '}
                      <small>
                        {row.evidence
                          .filter((span) => span.field !== 'title')
                          .map((span, i) => (
                            <q key={i}>
                              <bdi>{span.text}</bdi>
                            </q>
                          ))}
                      </small>
                    </>
                  ),
                },
              ]}
            />
            <Pager page={page} size={SIZE} total={total ?? data.length} />
          </>
        )}
      </Async>
    </>
  );
}

function Reasons({ chosen }: { chosen: string }) {
  const words = useWords();
  const { number, percent } = useFormat();
  const summary = useApi<RejectedSummaryDto>('/api/rejected/summary');
  return (
    <Async loaded={summary} isEmpty={(data) => data.judged === 0} emptyText={words.emptyMarket}>
      {({ data }) => (
        <div class="tabs wrap" role="group" aria-label={words.reason}>
          <button type="button" aria-pressed={chosen === ''} onClick={() => setQuery({ reason: '' })}>
            {words.all} <small>{number(data.rejected)}</small>
          </button>
          {data.by_reason
            .filter((entry) => entry.count > 0)
            .map(({ reason, count, share }) => (
              <button
                key={reason}
                type="button"
                aria-pressed={chosen === reason}
                title={percent(share)}
                onClick={() => setQuery({ reason })}
              >
                {reason} <small>{number(count)}</small>
              </button>
            ))}
        </div>
      )}
    </Async>
  );
}
