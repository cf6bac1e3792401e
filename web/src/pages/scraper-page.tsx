/** How the scraper is doing: the running cycle, and recent ones with their books, durations and errors. */
import type { CycleDto } from '../api-types.js';
import { Async } from '../components/async.js';
import { DataTable } from '../components/data-table.js';
import { RunningCycles } from '../components/running-cycles.js';
import { useFormat, type Format } from '../format.js';
import { useWords, type Words } from '../i18n.js';
import { useApi } from '../use-api.js';

const TONES: Record<CycleDto['status'], string> = {
  running: '',
  published: 'good',
  partial: 'warn',
  suspect: 'bad',
  failed: 'bad',
  blocked: 'bad',
  skipped_locked: '',
};

export function ScraperPage() {
  const words = useWords();
  const format = useFormat();
  const cycles = useApi<CycleDto[]>('/api/cycles/?limit=50');
  return (
    <>
      <h1>{words.scraper}</h1>
      <RunningCycles always />
      <Async loaded={cycles} isEmpty={(rows) => rows.length === 0} emptyText={words.emptyMarket}>
        {({ data }) => (
          <DataTable
            caption={words.scraper}
            rows={data}
            rowKey={(row) => row.id}
            columns={[
              { key: 'id', head: words.cycle, cell: (row) => `${row.market} #${row.id}` },
              {
                key: 'status',
                head: words.status,
                cell: (row) => (
                  <>
                    <span class={`tag ${TONES[row.status]}`}>{row.status}</span>{' '}
                    {row.error_code !== null && <code>{row.error_code}</code>}
                  </>
                ),
              },
              { key: 'started', head: words.started, cell: (row) => format.time(row.started_at) },
              {
                key: 'duration',
                head: words.duration,
                isNumber: true,
                cell: (row) => format.duration(row.duration_seconds),
              },
              { key: 'pages', head: words.pagesRead, isNumber: true, cell: (row) => format.number(row.pages) },
              {
                key: 'accepted',
                head: words.accepted,
                isNumber: true,
                cell: (row) => format.number(row.books?.accepted ?? null),
              },
              {
                key: 'books',
                head: words.books,
                cell: (row) => <BooksCell cycle={row} words={words} format={format} />,
              },
              { key: 'message', head: words.message, cell: (row) => row.message },
            ]}
          />
        )}
      </Async>
    </>
  );
}

function BooksCell({ cycle, words, format }: { cycle: CycleDto; words: Words; format: Format }) {
  const { books } = cycle;
  if (books === null) return <>–</>;
  const n = (value: number | undefined): string => format.number(value ?? null);
  return (
    <details>
      <summary>
        {n(books.cards)} {words.cards}
      </summary>
      <ul class="books">
        <li>
          {words.cards} {n(books.cards)} = {words.seen} {n(books.seen)} + {words.duplicates} {n(books.duplicates)} +{' '}
          {words.padding} {n(books.padding)}
        </li>
        <li>
          {words.seen} {n(books.seen)} = {words.parsed} {n(books.parsed)} + {words.unparsed} {n(books.unparsed)}
        </li>
        <li>
          {words.parsed} {n(books.parsed)} = {words.accepted} {n(books.accepted)}
          {Object.entries(books.rejected ?? {}).map(([reason, count]) => ` + ${reason} ${n(count)}`)}
        </li>
        {books.terms?.map((term) => (
          <li key={term.term}>
            “{term.term}”: {words.announced} {n(term.announced)} = {words.seen} {n(term.seen)} + {words.unreached}{' '}
            {n(term.unreached)}
          </li>
        ))}
      </ul>
    </details>
  );
}
