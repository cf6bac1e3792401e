/** Reports errors to Sentry, when the operator gave a DSN; from a process whose traffic must go through TOR by that way alone. */
import type { makeNodeTransport } from '@sentry/node';
import type { Config } from '../config/config.js';
import { VERSION } from '../config/version.js';
import type { LogFields, Logger } from './logger.js';

export interface ErrorReporting {
  /** The logger to use from here on: every `error` line is reported too, with the line's ids as tags. */
  readonly log: Logger;
  /** Sends what is still waiting, at most `timeoutMs`. */
  close(timeoutMs?: number): Promise<void>;
}

/** What the library's transport takes in place of node's http. */
type HttpModule = NonNullable<Parameters<typeof makeNodeTransport>[0]['httpModule']>;

export interface ErrorReportingOptions {
  readonly config: Pick<Config, 'SENTRY_DSN' | 'ENVIRONMENT'>;
  readonly log: Logger;
  /** Which process this is, e.g. `api`. */
  readonly component: string;
  /** Every request is made by this; a process that promises that nothing of it leaves but through TOR gives one that keeps it. */
  readonly through: 'direct' | HttpModule;
}

/** Fields of a log line that become tags, to find all that belongs together; nothing else of the fields is sent. */
const TAGS = ['market', 'cycle', 'request_id', 'code'] as const;

/** A circuit takes its time; a process that ends with an error waits for it. */
const CLOSE_MS = { direct: 2_000, tor: 6_000 };

/** Without a DSN the library is not even loaded. */
export async function startErrorReporting(options: ErrorReportingOptions): Promise<ErrorReporting> {
  const { config, log } = options;
  if (config.SENTRY_DSN === undefined) return { log, close: () => Promise.resolve() };
  const isDirect = options.through === 'direct';
  const sentry = await import('@sentry/node');
  // A client of our own, without the default integrations: no request, no header, no query of ours becomes a breadcrumb.
  const client = new sentry.NodeClient({
    dsn: config.SENTRY_DSN,
    environment: config.ENVIRONMENT,
    release: `gpu-tracker@${VERSION}`,
    transport: sentry.makeNodeTransport,
    // Where the address of the machine is kept from everybody, its name is too.
    ...(options.through !== 'direct' && {
      transportOptions: { httpModule: options.through },
      includeServerName: false,
    }),
    stackParser: sentry.defaultStackParser,
    integrations: [sentry.linkedErrorsIntegration()],
    enableRuntimeChannelInjection: false, // no rewriting of the modules that we load
  });
  client.init();
  const report = (message: string, fields: LogFields): void => {
    const scope = new sentry.Scope();
    scope.setClient(client);
    scope.setTag('component', options.component);
    for (const tag of TAGS) {
      const value = fields[tag];
      if (typeof value === 'string' || typeof value === 'number') scope.setTag(tag, value);
    }
    if (fields['err'] instanceof Error) {
      scope.setExtra('line', message);
      scope.captureException(fields['err']);
    } else scope.captureMessage(message, 'error');
  };
  return {
    log: reportErrors(log, {}, report),
    close: async (timeoutMs = isDirect ? CLOSE_MS.direct : CLOSE_MS.tor) => {
      await client.close(timeoutMs);
    },
  };
}

function reportErrors(log: Logger, bound: LogFields, report: (message: string, fields: LogFields) => void): Logger {
  return {
    error: (message, fields) => {
      log.error(message, fields);
      report(message, { ...bound, ...fields });
    },
    warn: (message, fields) => log.warn(message, fields),
    info: (message, fields) => log.info(message, fields),
    debug: (message, fields) => log.debug(message, fields),
    child: (fields) => reportErrors(log.child(fields), { ...bound, ...fields }, report),
  };
}
