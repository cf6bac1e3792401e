/** A time series with an optional band, drawn by uPlot; beside the picture stands a sentence for those who do not see it. */
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useLanguage } from '../i18n.js';

export interface LineSeries {
  readonly label: string;
  readonly values: readonly (number | null)[];
}

interface LineChartProps {
  /** UTC days, YYYY-MM-DD, ascending. */
  readonly days: readonly string[];
  readonly line: LineSeries;
  readonly band?: { readonly low: LineSeries; readonly high: LineSeries } | undefined;
  /** A second line on its own scale, e.g. the number of offers. */
  readonly count?: LineSeries | undefined;
  readonly format: (value: number) => string;
  /** What the picture shows, in words. */
  readonly summary: string;
}

const HEIGHT = 260;

export function LineChart({ days, line, band, count, format, summary }: LineChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const language = useLanguage();
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    let plot: uPlot | undefined;
    const draw = (): void => {
      plot?.destroy();
      plot = new uPlot(
        options(element, { line, band, count, format, language }),
        data({ days, line, band, count }),
        element,
      );
    };
    draw();
    const resize = new ResizeObserver(() => plot?.setSize({ width: element.clientWidth, height: HEIGHT }));
    resize.observe(element);
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', draw);
    window.addEventListener('gpu-tracker:theme', draw);
    return () => {
      resize.disconnect();
      dark.removeEventListener('change', draw);
      window.removeEventListener('gpu-tracker:theme', draw);
      plot?.destroy();
    };
  }, [days, line, band, count, format, language]);
  return (
    <figure class="chart">
      <div ref={host} aria-hidden="true" />
      <figcaption class="hidden">{summary}</figcaption>
    </figure>
  );
}

type Drawn = Pick<LineChartProps, 'days' | 'line' | 'band' | 'count'>;

function data({ days, line, band, count }: Drawn): uPlot.AlignedData {
  const at = days.map((day) => Date.parse(day) / 1_000);
  const series = [line, ...(band ? [band.low, band.high] : []), ...(count ? [count] : [])];
  return [at, ...series.map((one) => [...one.values])];
}

function options(
  element: HTMLElement,
  { line, band, count, format, language }: Omit<LineChartProps, 'days' | 'summary'> & { language: string },
): uPlot.Options {
  const style = getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  const axis = {
    stroke: color('--muted'),
    grid: { stroke: color('--line'), width: 1 },
    ticks: { stroke: color('--line') },
  };
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const value = (_: uPlot, at: number | null): string => (at === null ? '–' : format(at));
  const edge = (label: string): uPlot.Series => ({
    label,
    stroke: color('--band-edge'),
    width: 1,
    points: { show: false },
    value,
  });
  return {
    width: element.clientWidth,
    height: HEIGHT,
    tzDate: (at) => uPlot.tzDate(new Date(at * 1_000), 'Etc/UTC'),
    scales: { x: { time: true }, n: { range: (_, __, max) => [0, Math.max(5, max * 3)] } },
    axes: [
      { ...axis, values: (_, at) => at.map((seconds) => day.format(seconds * 1_000)) },
      { ...axis, size: 64, values: (_, at) => at.map(format) },
    ],
    series: [
      { value: (_, at: number | null) => (at === null ? '–' : day.format(at * 1_000)) },
      { label: line.label, stroke: color('--accent'), width: 2.5, points: { show: line.values.length < 3 }, value },
      ...(band ? [edge(band.low.label), edge(band.high.label)] : []),
      ...(count
        ? [
            {
              label: count.label,
              scale: 'n',
              stroke: color('--muted'),
              width: 1,
              dash: [3, 3],
              points: { show: false },
            },
          ]
        : []),
    ],
    ...(band && { bands: [{ series: [3, 2] as [number, number], fill: color('--band') }] }),
    cursor: { y: false },
  };
}
