/** docs/data.md does what it says: its tables are those of the program, its SQL and its Python run. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import prettier from 'prettier';
import { startDemoMarket } from '../../pkg/market/demo/demo-server.js';
import { runDemoCycle } from '../support/demo-cycle.js';
import { findProgram } from '../support/find-program.js';
import { describeWith } from '../support/needs.js';
import { startApi, type RunningApi } from '../support/start-api.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { dataTables, withTables } from './data-tables.js';

const ROOT = join(import.meta.dirname, '../..');
const FILE = join(ROOT, 'docs/data.md');
const DAYS = 4;

let database: TestDatabase;
let api: RunningApi;
let text: string;
const blocks = (language: string): string[] =>
  [...text.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].filter((match) => match[1] === language).map((match) => match[2]!);

beforeAll(async () => {
  text = await readFile(FILE, 'utf8');
  database = await createTestDatabase();
  const demo = await startDemoMarket({ seed: 7, ads: 700, generation: '2026' });
  for (let day = 0; day < DAYS; day += 1) {
    await runDemoCycle({ db: database.db, marketUrl: demo.url, terms: ['видеокарта'], marketNow: () => demo.today() });
    demo.advance(1);
  }
  await demo.close();
  api = await startApi(await database.urlAs('gpu_tracker_api'));
}, 60_000);
afterAll(async () => {
  await api.stop();
  await database.drop();
});

test('its tables are those of the exports and of the database (docs:data writes them)', async () => {
  const tables = await dataTables(database.db);
  expect([...tables.values()].flat().filter(([, , meaning]) => meaning === '')).toEqual([]);
  const written = withTables(text, tables);
  const options = await prettier.resolveConfig(FILE);
  expect(text).toBe(await prettier.format(written, { ...options, filepath: FILE }));
});

describe('its SQL', () => {
  test('is answered to the reader, every block with rows', async () => {
    const reader = new pg.Client({ connectionString: await database.urlAs('gpu_tracker_api') });
    await reader.connect();
    try {
      const statements = blocks('sql');
      expect(statements.length).toBeGreaterThanOrEqual(5);
      for (const statement of statements) {
        const { rowCount } = await reader.query(statement);
        expect({ statement, found: (rowCount ?? 0) > 0 }).toEqual({ statement, found: true });
      }
    } finally {
      await reader.end();
    }
  });
});

/** The one of the project's own environment, else the machine's. */
function findPython(): string | undefined {
  const own = join(ROOT, '.cache/python/bin/python');
  const python = existsSync(own) ? own : findProgram('python3');
  if (python === undefined) return undefined;
  try {
    execFileSync(python, ['-c', 'import duckdb, pandas, pyarrow'], { stdio: 'ignore' });
    return python;
  } catch {
    return undefined;
  }
}

const python = findPython();
const lacks =
  python === undefined
    ? 'Python with duckdb, pandas and pyarrow (python3 -m venv .cache/python && .cache/python/bin/pip install -r test/docs/requirements.txt)'
    : undefined;

describeWith(
  [],
  'its Python',
  () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'gpu-tracker-data-'));
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));
    const run = async (code: string): Promise<string> =>
      (await promisify(execFile)(python!, ['-c', code.replaceAll('http://localhost:8000', api.url)], { cwd: folder }))
        .stdout;

    test('runs, every block, and has something to show', async () => {
      const programs = blocks('python');
      expect(programs).toHaveLength(3);
      for (const program of programs) {
        const lines = (await run(program)).trimEnd().split('\n');
        expect({ program, shows: lines.length > 3 }).toEqual({ program, shows: true });
      }
    }, 60_000);

    test('reads Parquet with the types that are promised, and the figures of the API', async () => {
      const told = await run(`
import json, pandas as pd, duckdb
history = pd.read_parquet('http://localhost:8000/api/export/history.parquet')
listings = pd.read_parquet('http://localhost:8000/api/export/parquet')
open('listings.parquet', 'wb').write(__import__('urllib.request').request.urlopen('http://localhost:8000/api/export/parquet').read())
types = dict((name, kind) for name, kind in zip(*[duckdb.sql("FROM 'listings.parquet'").columns, map(str, duckdb.sql("FROM 'listings.parquet'").types)]))
print(json.dumps({
  'rows': len(history), 'sum': round(history['median'].sum(), 2), 'days': history['day'].astype(str).unique().tolist(),
  'listings': len(listings), 'zone': str(listings['first_seen_at'].dt.tz), 'types': types}))`);
      const said = JSON.parse(told) as { types: Record<string, string> } & Record<string, unknown>;
      const rows = (await (await fetch(`${api.url}/api/export/history.json`)).json()) as {
        median: number;
        day: string;
      }[];
      const listings = (await (await fetch(`${api.url}/api/export/json`)).json()) as unknown[];
      expect(rows.length).toBeGreaterThan(50);
      expect(said).toMatchObject({
        rows: rows.length,
        sum: Math.round(rows.reduce((sum, { median }) => sum + median, 0) * 100) / 100,
        days: [...new Set(rows.map(({ day }) => day))],
        ...{ listings: listings.length, zone: 'UTC' },
      });
      expect(said.types).toMatchObject({
        ...{ id: 'BIGINT', title: 'VARCHAR', price: 'DOUBLE', negotiable: 'BOOLEAN', flags: 'VARCHAR' },
        first_seen_at: 'TIMESTAMP WITH TIME ZONE',
      });
    }, 60_000);
  },
  lacks,
);
