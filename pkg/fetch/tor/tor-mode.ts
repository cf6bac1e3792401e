/** Whether a process must reach markets only through TOR. */

/**
 * What the operator said (`TOR_ENABLED`), else: as soon as one of the markets is a real site. In this mode error
 * reports go through TOR and the egress guard is installed, since any other way out would tell who we are.
 */
export function isTorMode(torEnabled: boolean | undefined, markets: readonly { readonly isReal: boolean }[]): boolean {
  return torEnabled ?? markets.some((market) => market.isReal);
}
