/** Reading JSON of which nothing is promised: a wrong type reads as absent, never as a crash or a default. */

export type JsonObject = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

export function asArray(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? (value as readonly unknown[]) : null;
}

/** `null` for anything but a text; the empty text stays. */
export function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** A whole number of at least 0. */
export function asCount(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

/** The instant of an ISO text that names its offset; without one it would be a guess. */
export function asInstant(value: unknown): Date | null {
  if (
    typeof value !== 'string' ||
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/.test(value)
  )
    return null;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? null : at;
}
