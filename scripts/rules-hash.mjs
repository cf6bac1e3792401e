/**
 * `npm run rules`: writes the hash of the classifier's sources into pkg/classify/rules-hash.ts. The build writes it too, and a test
 * fails where it is stale, so that changed rules cannot be published under the name of the old ones.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(import.meta.dirname, '..');
/** Everything that a verdict follows from; the catalogue's rows are hashed at run time, as tests and operators bring their own. */
const SOURCES = ['pkg/text', 'pkg/catalog', 'pkg/classify'];
const TARGET = join(root, 'pkg/classify/rules-hash.ts');

/** Comments and white space change no verdict. Strings may hold `//`, so that only whole lines are taken for comments. */
function essence(source) {
  return source
    .replace(/\/\*\*[^]*?\*\//g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('//'))
    .join('\n');
}

/** Eight hexadecimal digits over the sources, in the order of their paths. */
export function rulesHash() {
  const files = SOURCES.flatMap((dir) =>
    readdirSync(join(root, dir), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name)),
  )
    .filter((file) => file !== TARGET && !file.includes('/testing/') && !file.includes('/data/'))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${relative(root, file)}\n${essence(readFileSync(file, 'utf8'))}\n`);
  return hash.digest('hex').slice(0, 8);
}

/** The content of pkg/classify/rules-hash.ts. */
export const rulesHashFile =
  () => `/** Written by \`npm run rules\`: the hash of the sources that verdicts follow from. */
export const RULES_HASH = '${rulesHash()}';
`;

/** Writes the file where it is stale. */
export function writeRulesHash() {
  const content = rulesHashFile();
  if (readFileSync(TARGET, 'utf8') !== content) writeFileSync(TARGET, content);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeRulesHash();
