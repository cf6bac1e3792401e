/** The errors gpu-tracker raises on purpose, each with a stable code that clients, alert rules and docs/errors.md key on. */

/** Every error we raise on purpose. `code` is stable; the text is for people and may change. */
export abstract class AppError extends Error {
  abstract readonly code: string;
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Input that can never work: an unknown parameter, a malformed file. */
export class InvalidInputError extends AppError {
  readonly code = 'INVALID_INPUT';
  /** Each fault by itself, when there may be several. */
  readonly faults: readonly string[];
  constructor(message: string, options: ErrorOptions & { readonly faults?: readonly string[] } = {}) {
    super(message, options);
    this.faults = options.faults ?? [];
  }
}

/** The thing asked for does not exist. */
export class NotFoundError extends AppError {
  readonly code = 'NOT_FOUND';
}

/** The environment or a flag is wrong; the message names every fault at once. The process exits 64. */
export class InvalidConfigError extends AppError {
  readonly code = 'INVALID_CONFIG';
  /** @param faults each fault by itself, when there may be several */
  constructor(
    message: string,
    readonly faults: readonly string[] = [],
  ) {
    super(message);
  }
}

/** The database cannot be reached, is overloaded or gave up on our behalf. Retry later. */
export class DatabaseUnavailableError extends AppError {
  readonly code = 'DATABASE_UNAVAILABLE';
}

/** The database answers and will not let us in: wrong password, no such database, an untrusted certificate. A retry cannot help. */
export class DatabaseRefusedError extends AppError {
  readonly code = 'DATABASE_REFUSED';
}

/** The database does not know or does not allow what we ask: a grant, a table or a column is missing. Ours to mend, or the installation's. */
export class DatabaseFaultError extends AppError {
  readonly code = 'DATABASE_FAULT';
}

/** Something that must hold does not: a bug of ours. Nothing is published when it is raised. */
export class InvariantError extends AppError {
  readonly code = 'INVARIANT';
}
