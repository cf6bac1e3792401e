/** All ads on offer: search, filters, order and pages, each in the URL. */
import type { ListingDto } from '../api-types.js';
import { Async } from '../components/async.js';
import { ListingsTable } from '../components/listings-table.js';
import { Pager, QueryInput, QuerySelect } from '../components/parts.js';
import { useWords } from '../i18n.js';
import { setQuery } from '../router.js';
import { useApi, withQuery } from '../use-api.js';

const SIZE = 50;
const FILTERS = ['q', 'model', 'min_vram', 'min_price', 'max_price', 'sort'] as const;

export function ListingsPage({ query }: { query: URLSearchParams }) {
  const words = useWords();
  const page = Math.max(1, Number(query.get('page')) || 1);
  const filters = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? undefined]));
  const listings = useApi<ListingDto[]>(withQuery('/api/listings/', { ...filters, page, size: SIZE }));
  const clear = (): void => setQuery(Object.fromEntries(FILTERS.map((name) => [name, ''])));
  return (
    <>
      <h1>{words.listings}</h1>
      <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
        <QueryInput name="q" label={words.search} query={query} />
        <QueryInput name="model" label={words.model} query={query} />
        <QueryInput name="min_vram" label={words.minMemory} query={query} type="number" />
        <QueryInput name="min_price" label={words.minPrice} query={query} type="number" />
        <QueryInput name="max_price" label={words.maxPrice} query={query} type="number" />
        <QuerySelect
          name="sort"
          label={words.sort}
          query={query}
          options={[
            ['', words.newest],
            ['first_seen', words.oldest],
            ['price', words.cheapestFirst],
            ['-price', words.dearestFirst],
            ['model', words.model],
          ]}
        />
        <button type="button" onClick={clear}>
          {words.clear}
        </button>
      </form>
      <Async loaded={listings} isEmpty={(rows) => rows.length === 0} emptyText={words.noMatch}>
        {({ data, total }) => (
          <>
            <ListingsTable rows={data} caption={words.listings} />
            <Pager page={page} size={SIZE} total={total ?? data.length} />
          </>
        )}
      </Async>
    </>
  );
}
