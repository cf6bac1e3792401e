/** What may import what: read by eslint.config.mjs, which refuses the rest, and by test/architecture, which holds it against the sources. */

/** What each package may import from the others; no more than it does import, and a package that is not listed fails the test. */
export const MAY_IMPORT = {
  errors: [],
  clock: [],
  text: [],
  listing: ['errors'],
  catalog: ['errors', 'text'],
  classify: ['catalog', 'listing', 'text'],
  analytics: ['errors'],
  wording: ['analytics'],
  watch: ['analytics', 'catalog', 'errors', 'listing'],
  notify: ['analytics', 'clock', 'watch', 'wording'],
  config: ['clock', 'errors'],
  telemetry: ['config', 'listing'],
  market: ['errors', 'listing'],
  fetch: ['clock', 'errors', 'market', 'telemetry'],
  scrape: ['analytics', 'clock', 'errors', 'fetch', 'listing', 'market', 'telemetry'],
  postgres: ['analytics', 'clock', 'errors', 'listing', 'telemetry', 'watch'],
  http: ['analytics', 'errors', 'listing', 'telemetry', 'wording'],
  kube: ['clock', 'errors'],
  operator: ['clock', 'kube', 'listing', 'watch'],
  app: [
    ...['analytics', 'catalog', 'classify', 'clock', 'config', 'errors', 'fetch', 'http', 'kube', 'listing', 'market'],
    ...['notify', 'postgres', 'scrape', 'telemetry', 'watch', 'wording'],
  ],
};

/** Libraries of the production with exactly one importer: the package that answers for them. */
export const OWNER = {
  '@asteasolutions/zod-to-openapi': 'http',
  '@kubernetes/client-node': 'kube',
  '@sentry/node': 'telemetry',
  cheerio: 'market',
  'cli-progress': 'app',
  commander: 'app',
  'csv-parse': 'analytics',
  'csv-stringify': 'http',
  express: 'http',
  helmet: 'http',
  'hyparquet-writer': 'http',
  'ipaddr.js': 'notify',
  knex: 'postgres',
  nodemailer: 'notify',
  pg: 'postgres',
  'robots-parser': 'fetch',
  socks: 'fetch',
  'socks-proxy-agent': 'notify',
  'sql.js': 'app',
  standardwebhooks: 'notify',
  undici: 'fetch',
  winston: 'telemetry',
  yaml: 'watch',
};

/** Libraries that reach nothing outside of the process, and who uses them. */
export const SHARED = {
  'prom-client': ['app', 'telemetry'],
  zod: ['app', 'catalog', 'config', 'http', 'notify', 'operator', 'watch'],
};

/** Node's own ways out of the process, and the packages that need them; nobody else may import them, nor call the global `fetch`. */
export const REACHES_OUTSIDE = {
  'node:child_process': ['app', 'postgres'],
  'node:dgram': ['fetch'],
  'node:dns': ['fetch', 'notify'],
  'node:fs': ['app', 'config', 'http', 'postgres', 'telemetry'],
  'node:fs/promises': ['app', 'fetch', 'postgres'],
  'node:http': ['app', 'http', 'market', 'notify'],
  'node:https': ['notify'],
  'node:net': ['app', 'fetch', 'http', 'market', 'notify', 'postgres'],
  'node:readline': ['fetch'],
};

/** Nobody imports these: a module that reaches outside and is not above. */
export const NEVER = ['node:http2', 'node:tls', 'node:cluster', 'node:inspector', 'node:repl', 'node:worker_threads'];
