/** How long an ad stays on the market, by Kaplan-Meier: ads that are still open count for as long as they have been seen. */

/** One ad: how long it was observed, and whether it ended then. An open ad is censored: its true time is longer. */
export interface Lifetime {
  readonly days: number;
  readonly ended: boolean;
  /** How many such ads there are. @default 1 */
  readonly count?: number;
}

/** Days, with a 95 % confidence interval; `null` where the curve (or its bound) does not reach that far down. */
export interface Estimate {
  readonly days: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface TimeOnMarket {
  /** Ads, open ones included. */
  readonly n: number;
  /** Ads that ended. */
  readonly events: number;
  /** After so many days a quarter, half and three quarters of the ads are gone. */
  readonly p25: Estimate;
  readonly median: Estimate;
  readonly p75: Estimate;
}

/** One step of the survival curve: at `days` it falls to `survival`, with its pointwise 95 % interval. */
export interface SurvivalStep {
  readonly days: number;
  readonly survival: number;
  readonly low: number;
  readonly high: number;
}

/** Φ⁻¹(0.975) */
const Z_95 = 1.959963984540054;

/** Survival is a product of fractions: 1/2 may come out as 0.5000000000000001. */
const EPSILON = 1e-9;

/**
 * Quantiles of the time on market. The survival curve is Kaplan & Meier's (1958, product limit), its variance Greenwood's
 * (1926), the interval that of Kalbfleisch & Prentice (1980) on the log(-log) scale, which stays within 0 and 1; the interval
 * of a quantile is where the bounds of the curve cross its level (Brookmeyer & Crowley 1982). A quantile is the first time at
 * which the curve is at or below its level.
 */
export function timeOnMarket(lifetimes: readonly Lifetime[]): TimeOnMarket {
  const curve = survivalCurve(lifetimes);
  const at = (gone: number): Estimate => {
    const first = (value: (step: SurvivalStep) => number): number | null =>
      curve.find((step) => value(step) <= 1 - gone + EPSILON)?.days ?? null;
    return { days: first((s) => s.survival), low: first((s) => s.low), high: first((s) => s.high) };
  };
  return {
    n: lifetimes.reduce((sum, { count = 1 }) => sum + count, 0),
    events: lifetimes.reduce((sum, { ended, count = 1 }) => sum + (ended ? count : 0), 0),
    p25: at(0.25),
    median: at(0.5),
    p75: at(0.75),
  };
}

/** The Kaplan-Meier curve, one step per distinct time at which ads ended. Ads censored at such a time were still at risk then. */
export function survivalCurve(lifetimes: readonly Lifetime[]): SurvivalStep[] {
  const sorted = lifetimes.toSorted((a, b) => a.days - b.days);
  const steps: SurvivalStep[] = [];
  let survival = 1;
  let greenwood = 0;
  let left = sorted.reduce((sum, { count = 1 }) => sum + count, 0);
  for (let i = 0; i < sorted.length;) {
    const atRisk = left;
    const days = sorted[i]?.days ?? 0;
    let ended = 0;
    for (let ad = sorted[i]; ad?.days === days; ad = sorted[(i += 1)]) {
      left -= ad.count ?? 1;
      if (ad.ended) ended += ad.count ?? 1;
    }
    if (ended === 0) continue;
    survival *= (atRisk - ended) / atRisk;
    greenwood += ended / (atRisk * (atRisk - ended));
    steps.push({ days, survival, ...interval(survival, greenwood) });
  }
  return steps;
}

/** At a survival of 0 the log(-log) scale ends: the interval is the point, as in R's survival package, and bounds nothing above. */
function interval(survival: number, greenwood: number): { low: number; high: number } {
  if (survival === 0) return { low: 0, high: Number.NaN };
  const logSurvival = Math.log(survival);
  const spread = (Z_95 * Math.sqrt(greenwood)) / Math.abs(logSurvival);
  return { low: survival ** Math.exp(spread), high: survival ** Math.exp(-spread) };
}
