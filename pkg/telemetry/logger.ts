/** Structured logs by winston, as text for people or JSON for machines; an error is written with its whole cause chain. */
import winston from 'winston';

export type LogFields = Readonly<Record<string, unknown>>;

/** A fixed sentence, then fields; `err` is the whole error. error: wake someone. warn: it healed. info: follow the run. */
export interface Logger {
  error(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  /** A logger that adds `fields` to every line. */
  child(fields: LogFields): Logger;
}

export interface LoggerOptions {
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  readonly format: 'text' | 'json';
  /** @default stderr, so that stdout stays for output */
  readonly stream?: NodeJS.WritableStream;
}

export function createLogger({ level, format, stream }: LoggerOptions): Logger {
  const causes = winston.format((info) => {
    if ('err' in info) info['err'] = describeError(info['err']);
    return info;
  });
  const text = winston.format.printf(({ timestamp, level: at, message, ...fields }) => {
    const { err, ...rest } = fields as { err?: ErrorDescription };
    const pairs = Object.entries(rest).map(
      ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
    );
    if (err !== undefined) pairs.push(`err="${err.chain.join(' <- ')}"`);
    return `${String(timestamp)} ${at.padEnd(5)} ${[String(message), ...pairs].join(' ')}`;
  });
  return winston.createLogger({
    level,
    format: winston.format.combine(
      causes(),
      winston.format.timestamp(),
      format === 'json' ? winston.format.json() : text,
    ),
    // winston types its stream transport as an interface beside the class, not as the class that it extends.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
    transports: [new winston.transports.Stream({ stream: stream ?? process.stderr })],
  });
}

/** A logger that says nothing, for libraries under test. */
export const silentLogger: Logger = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
  child: () => silentLogger,
};

interface ErrorDescription {
  readonly chain: readonly string[];
  readonly code?: string;
  readonly stack?: string;
}

/** The error and its causes, outermost first, each as `Name [code]: message`. */
export function describeError(err: unknown): ErrorDescription {
  const chain: string[] = [];
  for (let at: unknown = err; at !== undefined && chain.length < 10; at = at instanceof Error ? at.cause : undefined) {
    if (at instanceof Error) {
      const { code } = at as { code?: unknown };
      chain.push(`${at.name}${typeof code === 'string' ? ` [${code}]` : ''}: ${at.message}`);
    } else chain.push(typeof at === 'string' ? at : JSON.stringify(at));
  }
  const outer = err as { code?: unknown; stack?: unknown } | null | undefined;
  return {
    chain,
    ...(typeof outer?.code === 'string' && { code: outer.code }),
    ...(typeof outer?.stack === 'string' && { stack: outer.stack }),
  };
}
