/** What a benchmark is: figures as ratios against a limit or a peer measured in the same run, each with a bar. */
export interface Figure {
  /** What is compared, e.g. `state parse / bare JSON.parse`. */
  readonly ratioName: string;
  readonly value: number;
  readonly bar: number;
  readonly higherIsBetter: boolean;
  /** Absolute numbers and circumstances, for people. */
  readonly detail?: string;
}

export interface Bench {
  readonly name: string;
  run(): Promise<Figure[]>;
}
