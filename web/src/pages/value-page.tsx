/** Ranking of all variants by what they give for the money, with filters and the scatter of price against performance. */
import type { ValueItemDto } from '../api-types.js';
import { ScatterChart } from '../charts/scatter-chart.js';
import { Async } from '../components/async.js';
import { DataTable, type SortOrder } from '../components/data-table.js';
import { ModelLink, NotEnough, Panel, QueryInput, QuerySelect } from '../components/parts.js';
import { useFormat } from '../format.js';
import { useWords } from '../i18n.js';
import { setQuery } from '../router.js';
import { useApi } from '../use-api.js';

export function ValuePage({ query }: { query: URLSearchParams }) {
  const words = useWords();
  const value = useApi<ValueItemDto[]>('/api/value/');
  return (
    <>
      <h1>{words.value}</h1>
      <Async loaded={value} isEmpty={(rows) => rows.length === 0} emptyText={words.emptyMarket}>
        {({ data }) => <Ranking items={data} query={query} />}
      </Async>
    </>
  );
}

function Ranking({ items, query }: { items: readonly ValueItemDto[]; query: URLSearchParams }) {
  const words = useWords();
  const shown = items.filter(filterOf(query));
  const choices = (of: (item: ValueItemDto) => string | null): [string, string][] => [
    ['', words.any],
    ...[...new Set(items.map(of).filter((name) => name !== null))].sort().map((name): [string, string] => [name, name]),
  ];
  return (
    <>
      <form class="filters" onSubmit={(event) => event.preventDefault()}>
        <QueryInput name="min_vram" label={words.minMemory} query={query} type="number" />
        <QueryInput name="max_price" label={words.maxPrice} query={query} type="number" />
        <QuerySelect name="vendor" label={words.vendor} query={query} options={choices((item) => item.vendor)} />
        <QuerySelect name="family" label={words.family} query={query} options={choices((item) => item.family)} />
        <button type="button" onClick={() => setQuery({ min_vram: '', max_price: '', vendor: '', family: '' })}>
          {words.clear}
        </button>
      </form>
      {shown.length === 0 ? (
        <p class="state">{words.noMatch}</p>
      ) : (
        <>
          <Panel title={words.scatter}>
            <ScatterChart items={shown} />
          </Panel>
          <ValueTable items={shown} sort={sortOf(query)} />
        </>
      )}
    </>
  );
}

function ValueTable({ items, sort }: { items: readonly ValueItemDto[]; sort: SortOrder }) {
  const words = useWords();
  const { euro, number, memory } = useFormat();
  return (
    <DataTable
      caption={words.value}
      rows={items}
      rowKey={(row) => `${row.model}/${row.memory_gb}`}
      sort={sort}
      onSort={({ key, descending }) => setQuery({ sort: `${descending ? '-' : ''}${key}` })}
      columns={[
        { key: 'rank', head: '#', isNumber: true, value: (row) => row.rank, cell: (row) => number(row.rank) },
        { key: 'model', head: words.model, value: (row) => row.model, cell: (row) => <ModelLink model={row.model} /> },
        {
          key: 'memory',
          head: words.memory,
          isNumber: true,
          value: (row) => row.memory_gb,
          cell: (row) => memory(row.memory_gb),
        },
        {
          key: 'performance',
          head: words.performance,
          hint: words.performanceWhy,
          isNumber: true,
          value: (row) => row.performance,
          cell: (row) => number(row.performance),
        },
        {
          key: 'price',
          head: words.robustPrice,
          hint: words.robustPriceWhy,
          isNumber: true,
          value: (row) => row.robust_price,
          cell: (row) => euro(row.robust_price),
        },
        {
          key: 'per_euro',
          head: words.perEuro,
          isNumber: true,
          value: (row) => row.performance_per_euro,
          cell: (row) => number(row.performance_per_euro, 3),
        },
        {
          key: 'gb',
          head: words.gbPerEuro,
          isNumber: true,
          value: (row) => row.gb_per_euro,
          cell: (row) => number(row.gb_per_euro === null ? null : row.gb_per_euro * 100, 2),
        },
        {
          key: 'cheapest',
          head: words.cheapest,
          isNumber: true,
          value: (row) => row.cheapest_price,
          cell: (row) => euro(row.cheapest_price),
        },
        {
          key: 'n',
          head: words.count,
          hint: words.countWhy,
          isNumber: true,
          value: (row) => row.n,
          cell: (row) => (
            <>
              {!row.enough && <NotEnough />} {number(row.n)}
            </>
          ),
        },
      ]}
    />
  );
}

function filterOf(query: URLSearchParams): (item: ValueItemDto) => boolean {
  const minMemory = Number(query.get('min_vram') ?? 0);
  const maxPrice = Number(query.get('max_price') ?? 0) || Infinity;
  const [vendor, family] = [query.get('vendor'), query.get('family')];
  return (item) =>
    (minMemory === 0 || (item.memory_gb ?? 0) >= minMemory) &&
    item.robust_price <= maxPrice &&
    (vendor === null || item.vendor === vendor) &&
    (family === null || item.family === family);
}

function sortOf(query: URLSearchParams): SortOrder {
  const asked = query.get('sort') ?? 'rank';
  return { key: asked.replace(/^-/, ''), descending: asked.startsWith('-') };
}
