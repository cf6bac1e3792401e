/** Why a cycle ends without publishing. */
import { AppError } from '../errors/app-error.js';

/** The accepted listings fell below half of the last published cycle: more likely a fault of ours or of the site. Exit 78. */
export class SuspectCycleError extends AppError {
  readonly code = 'SUSPECT';
}

/** The books do not balance: a bug; nothing is published. */
export class BooksError extends AppError {
  readonly code = 'BOOKS_DO_NOT_BALANCE';
}
