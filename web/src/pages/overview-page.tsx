/** The market at a glance: totals, freshness, the running cycle, best value, deals, index. */
import type { DealDto, MarketIndexDto, StatsSummaryDto, ValueItemDto } from '../api-types.js';
import { LineChart } from '../charts/line-chart.js';
import { Async } from '../components/async.js';
import { DataTable } from '../components/data-table.js';
import { AppraisePanel } from '../components/appraise-panel.js';
import { DealList } from '../components/deal-list.js';
import { Figure, ModelLink, NotEnough, Panel } from '../components/parts.js';
import { RunningCycles } from '../components/running-cycles.js';
import { useFormat } from '../format.js';
import { useLanguage, useWords } from '../i18n.js';
import { pages } from '../router.js';
import { useApi } from '../use-api.js';

const TOP = 8;

export function OverviewPage() {
  const words = useWords();
  return (
    <>
      <h1>{words.title}</h1>
      <AppraisePanel />
      <RunningCycles />
      <Totals />
      <div class="columns">
        <BestValue />
        <Deals />
      </div>
      <Index />
    </>
  );
}

function Totals() {
  const words = useWords();
  const { number, euro, ago, time } = useFormat();
  const summary = useApi<StatsSummaryDto>('/api/stats/summary');
  return (
    <Async loaded={summary} isEmpty={(data) => data.listings === 0} emptyText={words.emptyMarket}>
      {({ data }) => {
        const published = data.markets
          .map((market) => market.published_at)
          .filter((at) => at !== null)
          .sort()
          .at(-1);
        return (
          <div class="figures">
            <Figure label={words.offers} value={<a href={pages.listings}>{number(data.listings)}</a>} />
            <Figure label={words.models} value={number(data.models)} />
            <Figure label={words.medianPrice} value={euro(data.median)} />
            <Figure
              label={words.updated}
              value={published === undefined ? words.never : ago(published)}
              hint={published && time(published)}
            />
          </div>
        );
      }}
    </Async>
  );
}

function BestValue() {
  const words = useWords();
  const { euro, number } = useFormat();
  const value = useApi<ValueItemDto[]>('/api/value/');
  return (
    <Panel title={words.bestValue} action={<a href={pages.value}>{words.allValue}</a>}>
      <Async loaded={value} isEmpty={(rows) => rows.length === 0}>
        {({ data }) => (
          <DataTable
            caption={words.bestValue}
            rows={data.filter((row) => row.enough).slice(0, TOP)}
            rowKey={(row) => `${row.model}/${row.memory_gb}`}
            columns={[
              {
                key: 'model',
                head: words.model,
                cell: (row) => <ModelLink model={row.model} memory={row.memory_gb} />,
              },
              {
                key: 'price',
                head: words.robustPrice,
                hint: words.robustPriceWhy,
                isNumber: true,
                cell: (row) => euro(row.robust_price),
              },
              {
                key: 'per',
                head: words.perEuro,
                hint: words.performanceWhy,
                isNumber: true,
                cell: (row) => number(row.performance_per_euro, 3),
              },
              { key: 'n', head: words.count, hint: words.countWhy, isNumber: true, cell: (row) => number(row.n) },
            ]}
          />
        )}
      </Async>
    </Panel>
  );
}

function Deals() {
  const words = useWords();
  const language = useLanguage();
  const deals = useApi<DealDto[]>(`/api/deals/?limit=${TOP}&language=${language}`);
  return (
    <Panel title={words.deals} hint={words.dealsWhy}>
      <Async loaded={deals} isEmpty={(rows) => rows.length === 0} emptyText={words.noDeals}>
        {({ data }) => <DealList deals={data} />}
      </Async>
    </Panel>
  );
}

function Index() {
  const words = useWords();
  const { number } = useFormat();
  const index = useApi<MarketIndexDto>('/api/index/?days=365');
  return (
    <Panel title={words.index} hint={words.indexWhy}>
      <Async loaded={index} isEmpty={(data) => data.points.length < 2} emptyText={words.notEnough}>
        {({ data }) => {
          const last = data.points.at(-1);
          return (
            <>
              <LineChart
                days={data.points.map((point) => point.day)}
                line={{ label: words.index, values: data.points.map((point) => point.index) }}
                format={(value) => number(value, 1)}
                summary={`${words.index}: ${number(last?.index ?? null, 1)} (${last?.day ?? ''}); ${data.base_day ?? ''} = 100`}
              />
              {(last?.matched_variants ?? 0) < 3 && <NotEnough />}
            </>
          );
        }}
      </Async>
    </Panel>
  );
}
