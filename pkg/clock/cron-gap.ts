/** How long a cron schedule leaves between two runs at the most, so that nobody has to say it a second time. */

/** Five fields as Kubernetes reads them: lists, ranges, steps, names of months and days. */
const FIELDS = [
  { name: 'minute', from: 0, to: 59, names: [] },
  { name: 'hour', from: 0, to: 23, names: [] },
  { name: 'day of month', from: 1, to: 31, names: [] },
  { name: 'month', from: 1, to: 12, names: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ') },
  { name: 'day of week', from: 0, to: 6, names: 'sun mon tue wed thu fri sat'.split(' ') },
] as const;
type Field = (typeof FIELDS)[number];

const DAY_MINUTES = 1_440;
/** A 29 February comes again after eight years at the latest. */
const YEARS = 9;

/**
 * Seconds between two runs at the most. Daylight saving, which may add an hour, is left out.
 * @throws RangeError when it is no schedule, or one that never runs
 */
export function longestGapSeconds(expression: string): number {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) throw new RangeError(`"${expression}" has not five fields`);
  const [minutes, hours, days, months, weekdays] = FIELDS.map((field, at) => valuesOf(fields[at] ?? '', field));
  if (!minutes || !hours || !days || !months || !weekdays) throw new RangeError(`"${expression}" is no schedule`);
  // As cron has it: where both are restricted a day fits when either does.
  const isAny = (text = ''): boolean => /^[*?]/.test(text);
  const either = !isAny(fields[2]) && !isAny(fields[4]);
  const isDue = (day: Date): boolean => {
    const inMonth = days.has(day.getUTCDate());
    const inWeek = weekdays.has(day.getUTCDay());
    return months.has(day.getUTCMonth() + 1) && (either ? inMonth || inWeek : inMonth && inWeek);
  };
  const ofDay = [...hours].flatMap((hour) => [...minutes].map((minute) => hour * 60 + minute)).sort((a, b) => a - b);
  const [first = 0] = ofDay;
  const last = ofDay.at(-1) ?? 0;
  let longest = Math.max(0, ...ofDay.slice(1).map((minute, at) => minute - (ofDay[at] ?? 0)));
  let before: number | undefined;
  for (let day = 0; day < YEARS * 366; day += 1) {
    if (!isDue(new Date(Date.UTC(2024, 0, 1 + day)))) continue;
    if (before !== undefined) longest = Math.max(longest, (day - before) * DAY_MINUTES + first - last);
    before = day;
  }
  if (before === undefined) throw new RangeError(`"${expression}" never runs`);
  return longest * 60;
}

function valuesOf(text: string, field: Field): Set<number> {
  const values = new Set<number>();
  for (const part of text.toLowerCase().split(',')) {
    const [, range = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    const [, low = '', high] = /^([a-z0-9]+)(?:-([a-z0-9]+))?$/.exec(range) ?? [];
    const isAny = range === '*' || range === '?';
    const from = isAny ? field.from : numberOf(low, field);
    // `5/15` begins at 5 and has no end of its own.
    const to = isAny || (high === undefined && step !== undefined) ? field.to : numberOf(high ?? low, field);
    const by = Number(step ?? 1);
    if (from < field.from || to > field.to || from > to || by < 1 || Number.isNaN(from + to))
      throw new RangeError(`"${part}" is no ${field.name}`);
    for (let value = from; value <= to; value += by) values.add(value);
  }
  return values;
}

function numberOf(text: string, { names }: Field): number {
  const named = (names as readonly string[]).indexOf(text);
  if (named !== -1) return named + (names.length === 12 ? 1 : 0);
  return /^\d+$/.test(text) ? Number(text) : NaN;
}
