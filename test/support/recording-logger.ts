/** A logger that keeps what it is told, so that a test can ask what an operator would read. */
import type { LogFields, Logger } from '../../pkg/telemetry/logger.js';

export interface LogLine {
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  readonly message: string;
  readonly fields: LogFields;
}

export class RecordingLogger implements Logger {
  readonly lines: LogLine[];
  readonly #fields: LogFields;

  constructor(lines: LogLine[] = [], fields: LogFields = {}) {
    this.lines = lines;
    this.#fields = fields;
  }

  error = (message: string, fields?: LogFields): void => this.#keep('error', message, fields);
  warn = (message: string, fields?: LogFields): void => this.#keep('warn', message, fields);
  info = (message: string, fields?: LogFields): void => this.#keep('info', message, fields);
  debug = (message: string, fields?: LogFields): void => this.#keep('debug', message, fields);

  /** Writes to the same lines. */
  child(fields: LogFields): Logger {
    return new RecordingLogger(this.lines, { ...this.#fields, ...fields });
  }

  /** What was said at `level`, in order. */
  at(level: LogLine['level']): string[] {
    return this.lines.filter((line) => line.level === level).map(({ message }) => message);
  }

  #keep(level: LogLine['level'], message: string, fields: LogFields = {}): void {
    this.lines.push({ level, message, fields: { ...this.#fields, ...fields } });
  }
}
