/** Stops what was started, in reverse order. */

/** Runs the registered steps last to first; a failing step is reported by name and the rest still run. */
export class CleanupStack {
  readonly #steps: { name: string; run: () => unknown }[] = [];
  readonly #onFailure: (step: string, err: unknown) => void;

  constructor(onFailure: (step: string, err: unknown) => void) {
    this.#onFailure = onFailure;
  }

  add(name: string, run: () => unknown): void {
    this.#steps.push({ name, run });
  }

  async run(): Promise<void> {
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        await step.run();
      } catch (err) {
        this.#onFailure(step.name, err);
      }
    }
  }
}
