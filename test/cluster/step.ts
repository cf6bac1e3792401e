/** One thing that is tried on the cluster. */
import type { Release } from './release.js';

export interface Step {
  readonly name: string;
  /** Also part of the short form, which CI runs. */
  readonly short?: boolean;
  /** Why it cannot be tried here; `undefined` when it can. */
  readonly missing?: () => string | undefined;
  readonly run: (release: Release) => Promise<void>;
}
