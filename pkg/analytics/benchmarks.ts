/** Reads the operator's own performance figures: a CSV file with the header `model,memory_gb,fps`. */
import { CsvError, parse, type Info } from 'csv-parse/sync';
import { AppError } from '../errors/app-error.js';
import { variantKey, type Variant } from './variant.js';

/** The benchmark file cannot be used; the message names every bad line. */
export class InvalidBenchmarksError extends AppError {
  readonly code = 'INVALID_BENCHMARKS';
  constructor(
    readonly faults: readonly BenchmarkFault[],
    options?: ErrorOptions,
  ) {
    super(`bad benchmark file: ${faults.map(({ line, why }) => `line ${line}: ${why}`).join('; ')}`, options);
  }
}

export interface BenchmarkFault {
  /** 1-based line of the file. */
  readonly line: number;
  readonly why: string;
}

export interface Benchmarks {
  /** Number of figures. */
  readonly size: number;
  /** Frames per second of the variant, else of its model where the file gives one without a memory; `undefined` = not measured. */
  fps(variant: Variant): number | undefined;
}

const HEADER = ['model', 'memory_gb', 'fps'] as const;

/**
 * Reads the whole file or nothing. An empty `memory_gb` means any memory of the model. Lines that start with `#` are comments.
 * @param resolveModel the canonical name of a spelling, `undefined` when there is no such card
 * @throws InvalidBenchmarksError naming every bad line
 */
export function parseBenchmarks(csv: string, resolveModel: (spelling: string) => string | undefined): Benchmarks {
  const faults: BenchmarkFault[] = [];
  const figures = new Map<string, number>();
  const [header, ...rows] = readRows(csv);
  if (header === undefined || HEADER.some((name, column) => header.cells[column]?.toLowerCase() !== name))
    throw new InvalidBenchmarksError([{ line: header?.line ?? 1, why: `the header must be ${HEADER.join(',')}` }]);
  for (const { line, cells } of rows) {
    const fault = (why: string): unknown => faults.push({ line, why });
    const [spelling = '', memory = '', fps = ''] = cells;
    if (cells.length !== HEADER.length) {
      fault(`${cells.length} values instead of ${HEADER.length}`);
      continue;
    }
    const model = resolveModel(spelling);
    if (model === undefined) fault(`no graphics card is called "${spelling}"`);
    if (memory !== '' && !isPositive(memory)) fault(`memory_gb "${memory}" is not a positive number`);
    if (!isPositive(fps)) fault(`fps "${fps}" is not a positive number`);
    if (model === undefined) continue;
    const key = variantKey({ model, memoryGb: memory === '' ? null : Number(memory) });
    if (figures.has(key)) fault(`"${spelling}" with this memory stands in the file twice`);
    figures.set(key, Number(fps));
  }
  if (faults.length > 0) throw new InvalidBenchmarksError(faults);
  return {
    size: figures.size,
    fps: (variant) => figures.get(variantKey(variant)) ?? figures.get(variantKey({ ...variant, memoryGb: null })),
  };
}

function readRows(csv: string): { line: number; cells: string[] }[] {
  try {
    const rows = parse(csv, {
      bom: true,
      trim: true,
      comment: '#',
      comment_no_infix: true,
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
    }) as unknown as { record: string[]; info: Info }[];
    return rows.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const { lines } = cause as { lines?: unknown };
    throw new InvalidBenchmarksError([{ line: typeof lines === 'number' ? lines : 1, why: cause.message }], { cause });
  }
}

function isPositive(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text) && Number(text) > 0;
}
