/** The Link header of RFC 8288: the same request with one parameter changed, as a path, since a proxy may own the host. */

type Parameters = Readonly<Record<string, string | number | undefined>>;

/** Flat pair `Link, value`; empty without relations. `query` is what was asked; each relation overrides some of it. */
export function linkHeader(path: string, query: Parameters, relations: Readonly<Record<string, Parameters>>): string[] {
  const links = Object.entries(relations).map(([relation, change]) => {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...query, ...change }))
      if (value !== undefined) parameters.set(name, String(value));
    return `<${path}?${parameters.toString()}>; rel="${relation}"`;
  });
  return links.length === 0 ? [] : ['Link', links.join(', ')];
}
