/** Price against performance as an SVG: one link per variant, and the frontier where nothing cheaper is faster. */
import type { ValueItemDto } from '../api-types.js';
import { useFormat } from '../format.js';
import { useWords } from '../i18n.js';
import { pages } from '../router.js';
import { frontier } from './frontier.js';

const WIDTH = 860;
const HEIGHT = 400;
const PAD = { left: 62, right: 40, top: 34, bottom: 44 };

type Measured = ValueItemDto & { readonly performance: number };

export function ScatterChart({ items: all }: { items: readonly ValueItemDto[] }) {
  const items = all.filter((item): item is Measured => item.performance !== null);
  const words = useWords();
  const { euro, number } = useFormat();
  const maxPrice = niceMax(Math.max(...items.map((item) => item.robust_price)));
  const maxSpeed = niceMax(Math.max(...items.map((item) => item.performance)));
  const x = (price: number): number => PAD.left + (price / maxPrice) * (WIDTH - PAD.left - PAD.right);
  const y = (speed: number): number => HEIGHT - PAD.bottom - (speed / maxSpeed) * (HEIGHT - PAD.top - PAD.bottom);
  const best = frontier(items.filter((item) => item.enough));
  const path = best
    .map((item, i) => `${i === 0 ? 'M' : 'L'}${x(item.robust_price).toFixed(1)} ${y(item.performance).toFixed(1)}`)
    .join('');
  const names = new Set(labelled(best, x, y).map(keyOf));
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={words.scatter}>
        {ticks.map((share) => (
          <g key={share} class="grid">
            <line x1={PAD.left} x2={WIDTH - PAD.right} y1={y(share * maxSpeed)} y2={y(share * maxSpeed)} />
            <text x={PAD.left - 8} y={y(share * maxSpeed) + 4} text-anchor="end">
              {number(share * maxSpeed)}
            </text>
            <text x={x(share * maxPrice)} y={HEIGHT - PAD.bottom + 18} text-anchor="middle">
              {euro(share * maxPrice)}
            </text>
          </g>
        ))}
        <text class="axis" x={WIDTH - PAD.right} y={HEIGHT - 6} text-anchor="end">
          {words.robustPrice}
        </text>
        <text class="axis" x={PAD.left + 6} y={PAD.top - 14}>
          {words.performance}
        </text>
        <path class="frontier" d={path} />
        {items.map((item) => {
          const text = `${item.model} ${item.memory_gb ?? ''} GB: ${euro(item.robust_price)}, ${number(item.performance)}, n=${item.n}`;
          return (
            <a key={keyOf(item)} href={pages.model(item.model)} aria-label={text}>
              <circle
                cx={x(item.robust_price)}
                cy={y(item.performance)}
                r={names.has(keyOf(item)) ? 6 : 4.5}
                class={item.enough ? 'dot' : 'dot weak'}
              >
                <title>{text}</title>
              </circle>
              {names.has(keyOf(item)) && (
                <text class="label" x={x(item.robust_price) - 8} y={y(item.performance) - 8} text-anchor="end">
                  {item.model}
                </text>
              )}
            </a>
          );
        })}
      </svg>
      <figcaption class="hint">{words.scatterWhy}</figcaption>
    </figure>
  );
}

function keyOf(item: ValueItemDto): string {
  return `${item.model}/${item.memory_gb}`;
}

/** The frontier's names that have room: one that would lie on another is left to its tooltip. */
function labelled(items: readonly Measured[], x: (price: number) => number, y: (speed: number) => number): Measured[] {
  const kept: Measured[] = [];
  for (const item of [...items].reverse()) {
    const free = kept.every(
      (other) =>
        Math.abs(y(other.performance) - y(item.performance)) > 16 ||
        Math.abs(x(other.robust_price) - x(item.robust_price)) > 110,
    );
    if (free && x(item.robust_price) > PAD.left + 90) kept.push(item);
  }
  return kept;
}

/** The next round number. */
function niceMax(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((step) => step >= value) ?? value;
}
