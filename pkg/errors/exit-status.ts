/** The exit statuses of the processes (sysexits.h where it has one), as the chart's podFailurePolicy reads them. */
export const ExitStatus = {
  /** Published, or skipped because another run holds the lock. */
  ok: 0,
  /** A fault of ours that has no better status. */
  failure: 1,
  /** EX_USAGE: bad configuration or bad arguments; a retry cannot help. */
  badConfiguration: 64,
  /** EX_TEMPFAIL: the site, TOR or the database is down; retry later. */
  temporaryFailure: 75,
  /** The site said no (403 or 429 that persists, robots.txt). */
  blocked: 76,
  /** Egress is not TOR, or a direct connection was possible where it must not be. */
  leakTripwire: 77,
  /** The cycle's result must not be published: it shrank too much, or the pages could not be understood. */
  notPublishable: 78,
} as const;

export type ExitStatus = (typeof ExitStatus)[keyof typeof ExitStatus];
