/** Faults on demand: which there are, how a plan is written, and which one a request meets. */
import { AppError } from '../../errors/app-error.js';
import { fraction } from './random.js';

/** What one request can meet, with its meaning. */
export const REQUEST_FAULTS = {
  '403': 'the site says no',
  '429': 'too many requests, Retry-After in seconds (=seconds, default 2)',
  '429-date': 'the same with Retry-After as an HTTP date',
  '500': 'server error',
  '502': 'server error of a proxy',
  '503': 'service unavailable (=seconds of Retry-After, none by default)',
  overloaded: 'status 200 and the words "overloaded, try again later" instead of results',
  captcha: 'status 200 and an anti-bot page',
  truncated: 'the connection ends in the middle of the announced length',
  drip: 'the page arrives in crumbs (=milliseconds between them, default 100)',
  reset: 'the connection is reset',
  'gzip-bomb': 'a small body that unpacks to a huge one (=megabytes, default 1024)',
  giant: 'a body without end (=megabytes, default 512)',
  'redirect-foreign': 'redirect to a host that is not the market',
  'redirect-loop': 'redirect to itself, for ever',
} as const;

/** What is wrong with the whole site while it lasts. */
export const SITE_FAULTS = {
  frozen: 'the catalogue stays as it was on the first day of the fault',
  redesign: 'markup nobody knows, no embedded state',
  shrink: 'a share of the ads is not listed (=share, default 0.5)',
} as const;

export type RequestFault = keyof typeof REQUEST_FAULTS;
export type SiteFault = keyof typeof SITE_FAULTS;

export interface FaultRule {
  readonly kind: RequestFault | SiteFault;
  /** Of a request meeting it, drawn from seed and request number. @default 1 */
  readonly probability?: number;
  /** First and last simulated day. @default always */
  readonly fromDay?: number;
  readonly toDay?: number;
  /** What it means depends on the kind; see the lists above. */
  readonly value?: number;
  /** Only requests whose path and query it matches. @default searches and ads, not robots.txt */
  readonly path?: RegExp;
  /** Only so many times. @default no limit */
  readonly times?: number;
}

/** Rules in order; the first that a request meets is played. */
export type FaultPlan = readonly FaultRule[];

/** A plan that cannot be read; the message names what is allowed. */
export class FaultSpecError extends AppError {
  readonly code = 'FAULT_SPEC';
}

const RULE =
  /^(?<kind>[a-z0-9-]+)(?:=(?<value>\d+(?:\.\d+)?))?(?::(?<probability>\d+(?:\.\d+)?))?(?:@(?<from>\d+)(?:-(?<to>\d+))?)?$/;

/**
 * Reads `kind[=value][:probability][@firstDay[-lastDay]]`, separated by commas: `429=5:0.02,500:0.05,frozen@3,shrink=0.5@4-6`.
 * @throws FaultSpecError
 */
export function readFaultPlan(spec: string): FaultPlan {
  return spec
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(readRule);
}

function readRule(text: string): FaultRule {
  const { kind, value, probability, from, to } = RULE.exec(text)?.groups ?? {};
  if (kind === undefined || !isFault(kind)) throw badSpec(text, `unknown fault`);
  const chance = probability === undefined ? 1 : Number(probability);
  if (chance > 1) throw badSpec(text, 'a probability is at most 1');
  if (kind in SITE_FAULTS && probability !== undefined)
    throw badSpec(text, `${kind} is a state of the site and has no probability`);
  if (kind === 'shrink' && Number(value ?? 0) > 1) throw badSpec(text, 'a share is at most 1');
  if (to !== undefined && Number(to) < Number(from)) throw badSpec(text, 'the last day is before the first');
  return {
    kind,
    probability: chance,
    ...(value === undefined ? {} : { value: Number(value) }),
    ...(from === undefined ? {} : { fromDay: Number(from) }),
    ...(to === undefined ? {} : { toDay: Number(to) }),
  };
}

function isFault(kind: string): kind is RequestFault | SiteFault {
  return Object.hasOwn(REQUEST_FAULTS, kind) || Object.hasOwn(SITE_FAULTS, kind);
}

function badSpec(text: string, why: string): FaultSpecError {
  const allowed = [...Object.keys(REQUEST_FAULTS), ...Object.keys(SITE_FAULTS)].join(', ');
  return new FaultSpecError(
    `bad fault "${text}": ${why}; write kind[=value][:probability][@firstDay[-lastDay]], with one of: ${allowed}`,
  );
}

function isOn({ fromDay = 0, toDay = Infinity }: FaultRule, day: number): boolean {
  return day >= fromDay && day <= toDay;
}

/** Keeps count of the rules that hold a limited number of times. */
export class FaultSwitch {
  readonly #seed: number;
  #plan: FaultPlan;
  #played = new Map<FaultRule, number>();

  constructor(seed: number, plan: FaultPlan, day: number) {
    this.#seed = seed;
    this.#plan = [];
    this.set(plan, day);
  }

  /** A catalogue that is frozen from no day in particular is frozen from this one. */
  set(plan: FaultPlan, day: number): void {
    this.#plan = plan.map((rule) => (rule.kind === 'frozen' ? { fromDay: day, ...rule } : rule));
    this.#played = new Map();
  }

  /** The rule that the `number`th faultable request meets, if any. */
  forRequest(number: number, day: number, path: string): (FaultRule & { readonly kind: RequestFault }) | null {
    for (const [index, rule] of this.#plan.entries()) {
      if (!isRequestRule(rule) || !isOn(rule, day) || rule.path?.test(path) === false) continue;
      const played = this.#played.get(rule) ?? 0;
      if (played >= (rule.times ?? Infinity)) continue;
      if (fraction(this.#seed, number, index, rule.kind) >= (rule.probability ?? 1)) continue;
      this.#played.set(rule, played + 1);
      return rule;
    }
    return null;
  }

  /** The rule of the site's state on a day, if any. */
  ofSite(kind: SiteFault, day: number): FaultRule | null {
    return this.#plan.find((rule) => rule.kind === kind && isOn(rule, day)) ?? null;
  }
}

function isRequestRule(rule: FaultRule): rule is FaultRule & { readonly kind: RequestFault } {
  return Object.hasOwn(REQUEST_FAULTS, rule.kind);
}
