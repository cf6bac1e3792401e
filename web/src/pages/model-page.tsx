/** One card: what it cost over time, what is on offer, how long ads last. */
import { useMemo } from 'preact/hooks';
import type { HistoryDto, ListingDto, ModelDetailDto } from '../api-types.js';
import { LineChart } from '../charts/line-chart.js';
import { Async } from '../components/async.js';
import { ListingsTable } from '../components/listings-table.js';
import { Figure, NotEnough, Panel } from '../components/parts.js';
import { useFormat } from '../format.js';
import { useWords } from '../i18n.js';
import { pages, setQuery } from '../router.js';
import { useApi } from '../use-api.js';

type Variant = ModelDetailDto['variants'][number];

const PERIODS = [30, 90, 365];

export function ModelPage({ model, query }: { model: string; query: URLSearchParams }) {
  const words = useWords();
  const path = encodeURIComponent(model);
  const detail = useApi<ModelDetailDto>(`/api/models/${path}`);
  return (
    <Async loaded={detail}>
      {({ data }) => {
        const asked = query.get('memory');
        const variant =
          data.variants.find(({ memory_gb }) => String(memory_gb) === asked) ??
          [...data.variants].sort((a, b) => b.listings - a.listings)[0];
        return (
          <>
            <h1>{data.model}</h1>
            <p class="hint">
              {[data.vendor, data.family, data.segment, data.launch_year].filter((part) => part !== null).join(' · ')}
            </p>
            {variant === undefined ? (
              <p class="state">{words.empty}</p>
            ) : (
              <VariantView detail={data} variant={variant} query={query} />
            )}
          </>
        );
      }}
    </Async>
  );
}

function VariantView({ detail, variant, query }: { detail: ModelDetailDto; variant: Variant; query: URLSearchParams }) {
  const words = useWords();
  const { memory } = useFormat();
  return (
    <>
      {detail.variants.length > 1 && (
        <div class="tabs" role="group" aria-label={words.variant}>
          {detail.variants
            .filter(({ memory_gb, listings }) => listings > 0 || memory_gb === variant.memory_gb)
            .map(({ memory_gb, listings }) => (
              <button
                key={String(memory_gb)}
                type="button"
                aria-pressed={memory_gb === variant.memory_gb}
                onClick={() => setQuery({ memory: String(memory_gb) })}
              >
                {memory_gb === null ? words.memoryUnknown : memory(memory_gb)} <small>({listings})</small>
              </button>
            ))}
        </div>
      )}
      <VariantFigures variant={variant} />
      <History model={detail.model} memory={variant.memory_gb} days={Number(query.get('days') ?? 90)} />
      <Offers model={detail.model} memory={variant.memory_gb} />
    </>
  );
}

function VariantFigures({ variant }: { variant: Variant }) {
  const words = useWords();
  const { euro, number, percent } = useFormat();
  const { stats, spread, cheapest, time_on_market: time } = variant;
  const { days, low, high } = time.median;
  return (
    <div class="figures">
      <Figure
        label={words.robustPrice}
        hint={words.robustPriceWhy}
        value={
          <>
            {euro(stats?.robust_price ?? null)} {stats?.enough === false && <NotEnough />}
          </>
        }
      />
      <Figure
        label={`${words.band} (p25–p75)`}
        value={stats === null ? '–' : `${euro(stats.p25)} – ${euro(stats.p75)}`}
      />
      <Figure label={words.spread} value={spread === null ? '–' : percent(spread.relative)} />
      <Figure
        label={words.cheapest}
        value={cheapest === null ? '–' : <a href={pages.listing(cheapest.id)}>{euro(cheapest.price)}</a>}
      />
      <Figure label={words.performance} hint={words.performanceWhy} value={number(variant.performance)} />
      <Figure
        label={`${words.timeOnMarket} (n = ${time.n})`}
        hint={words.timeOnMarketWhy}
        value={
          time.enough && days !== null ? (
            <>
              {number(days)} {words.days}{' '}
              <small>
                ({number(low)}–{high === null ? '∞' : number(high)})
              </small>
            </>
          ) : (
            <NotEnough />
          )
        }
      />
      <Figure label={words.count} hint={words.countWhy} value={number(stats?.n ?? 0)} />
    </div>
  );
}

function History({ model, memory, days }: { model: string; memory: number | null; days: number }) {
  const words = useWords();
  const period = PERIODS.includes(days) ? days : 90;
  const history = useApi<HistoryDto>(`/api/models/${encodeURIComponent(model)}/history?days=${period}`);
  return (
    <Panel
      title={words.history}
      action={
        <div class="tabs" role="group" aria-label={words.days}>
          {PERIODS.map((choice) => (
            <button
              key={choice}
              type="button"
              aria-pressed={choice === period}
              onClick={() => setQuery({ days: String(choice) }, { replace: true })}
            >
              {choice} {words.days}
            </button>
          ))}
        </div>
      }
    >
      <Async loaded={history}>{({ data }) => <HistoryChart history={data} memory={memory} />}</Async>
    </Panel>
  );
}

function HistoryChart({ history, memory }: { history: HistoryDto; memory: number | null }) {
  const words = useWords();
  const { euro } = useFormat();
  const points = useMemo(
    () => history.variants.find((variant) => variant.memory_gb === memory)?.points ?? [],
    [history, memory],
  );
  const last = points.at(-1);
  if (points.length < 2 || last === undefined) return <p class="state">{words.notEnough}</p>;
  const of = (label: string, key: 'p25' | 'median' | 'p75' | 'n') => ({
    label,
    values: points.map((point) => point[key]),
  });
  return (
    <LineChart
      days={points.map((point) => point.day)}
      line={of(words.median, 'median')}
      band={{ low: of('p25', 'p25'), high: of('p75', 'p75') }}
      count={of(words.count, 'n')}
      format={euro}
      summary={`${words.median} ${euro(last.median)}, p25 ${euro(last.p25)}, p75 ${euro(last.p75)}, n ${last.n} (${last.day})`}
    />
  );
}

function Offers({ model, memory }: { model: string; memory: number | null }) {
  const words = useWords();
  const bounds = memory === null ? '' : `&min_vram=${memory}&max_vram=${memory}`;
  const offers = useApi<ListingDto[]>(`/api/listings/${encodeURIComponent(model)}?sort=price&size=100${bounds}`);
  return (
    <Panel title={words.currentOffers}>
      <Async loaded={offers} isEmpty={(rows) => rows.length === 0}>
        {({ data }) => (
          <ListingsTable
            rows={memory === null ? data.filter((row) => row.memory_gb === null) : data}
            caption={words.currentOffers}
          />
        )}
      </Async>
    </Panel>
  );
}
