/** How keys are spelled where watches come from and go to: `memory_gb` in a file and a webhook, `memoryGb` in a cluster and inside the program. */

export const camelCase = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => renamed(one, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, of]) => [rename(key), renamed(of, rename)]));
}

export const camelKeys = (value: unknown): unknown => renamed(value, camelCase);
export const snakeKeys = (value: unknown): unknown => renamed(value, snakeCase);
