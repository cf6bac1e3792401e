/** What a process that runs for good says of itself: /livez, /readyz and /metrics. */
import type { Registry } from 'prom-client';
import type { ProbeAnswer, ProbeOptions } from './listen-for-probes.js';
import type { LoopPulse } from './loop-pulse.js';

export interface ProbedProcess {
  readonly pulse: Pick<LoopPulse, 'standing'>;
  /** The database was reached once, and its schema is current. */
  readonly isReady: () => boolean;
  readonly stop: AbortSignal;
  readonly registry: Registry;
}

export function probeAnswers({ pulse, isReady, stop, registry }: ProbedProcess): ProbeOptions['answers'] {
  return {
    '/livez': () => {
      const standing = pulse.standing();
      return standing.length === 0 ? text(200, 'ok') : text(503, `stands still: ${standing.join(', ')}`);
    },
    '/readyz': () => {
      if (stop.aborted) return text(503, 'stopping');
      return isReady() ? text(200, 'ok') : text(503, 'waits for the database');
    },
    '/metrics': async () => ({ status: 200, contentType: registry.contentType, body: await registry.metrics() }),
  };
}

function text(status: number, body: string): ProbeAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${body}\n` };
}
