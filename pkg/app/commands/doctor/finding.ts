/** What one check of `gpu-tracker doctor` found. */
export interface Finding {
  readonly check: string;
  /** `warn` asks for a look and does not fail the doctor. */
  readonly status: 'ok' | 'warn' | 'fail';
  readonly text: string;
}

export const finding = (check: string, status: Finding['status'], text: string): Finding => ({ check, status, text });
