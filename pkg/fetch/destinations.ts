/** The addresses that a session may talk to: the market's hosts, on their usual ports or the market's own. */

export interface Destinations {
  /** Whether `url` may be fetched or redirected to. */
  allows(url: URL): boolean;
  /** Whether a connection to this host (no brackets) and port may be opened. */
  allowsConnection(host: string, port: number): boolean;
}

/**
 * @param hosts lower case; `host` means the default port of the scheme and the port of `baseUrl`, `host:port` exactly that
 * @param baseUrl when it is https, plain http is never allowed
 */
export function marketDestinations(hosts: readonly string[], baseUrl: URL): Destinations {
  const ports = new Set([portOf(baseUrl), 443, ...(baseUrl.protocol === 'https:' ? [] : [80])]);
  const allowsConnection = (host: string, port: number): boolean => {
    const name = host.toLowerCase();
    return hosts.includes(`${name}:${port}`) || (hosts.includes(name) && ports.has(port));
  };
  const schemes = baseUrl.protocol === 'https:' ? ['https:'] : ['https:', 'http:'];
  return {
    allowsConnection,
    allows: (url) =>
      schemes.includes(url.protocol) &&
      url.username === '' &&
      url.password === '' &&
      allowsConnection(hostOf(url), portOf(url)),
  };
}

/** The host without the brackets of an IPv6 literal. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}
