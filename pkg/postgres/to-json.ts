/** JSON for a jsonb parameter. PostgreSQL text cannot hold U+0000 nor half a surrogate pair; sellers' text may. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'string' ? item.replaceAll('\u0000', '\uFFFD').toWellFormed() : item,
  );
}
