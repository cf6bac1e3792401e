/** Lint rules, among them the import boundaries of ARCHITECTURE.md: imports point at the domain, never out of it. */
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import { MAY_IMPORT, NEVER, OWNER, REACHES_OUTSIDE } from './architecture.mjs';

/** Paths for `no-restricted-imports`, from the table in architecture.mjs. */
function boundary(name) {
  const allowed = MAY_IMPORT[name];
  const forbidden = Object.keys(MAY_IMPORT).filter((other) => other !== name && !allowed.includes(other));
  const patterns = [
    {
      regex: `^(\\.\\./)+(${forbidden.join('|')})(/|$)`,
      message: `pkg/${name} may import only from: ${allowed.join(', ') || 'nothing'}.`,
    },
    { regex: '^(\\.\\./)+(cmd|test|bench|scripts|web)/', message: 'Packages import packages only.' },
  ];
  for (const [library, owner] of Object.entries(OWNER))
    if (owner !== name)
      patterns.push({ regex: `^${escape(library)}(/|$)`, message: `Only pkg/${owner} imports ${library}.` });
  const paths = Object.entries(REACHES_OUTSIDE)
    .filter(([, users]) => !users.includes(name))
    .map(([module]) => ({ name: module, message: `pkg/${name} does not reach outside by ${module}.` }));
  for (const module of NEVER) paths.push({ name: module, message: 'No package reaches outside by this.' });
  return {
    files: [`pkg/${name}/**/*.ts`],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: {
      'no-restricted-imports': ['error', { paths, patterns }],
      'no-restricted-globals': ['error', { name: 'fetch', message: 'It obeys no proxy: pkg/fetch is the way out.' }],
    },
  };
}

const escape = (text) => text.replace(/[.]/g, '\\.');

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
