/** `gpu-tracker watch test`: a sample over each channel of a watch, now and without the outbox. */
import { randomUUID } from 'node:crypto';
import { systemClock } from '../../../clock/clock.js';
import { ExitStatus } from '../../../errors/exit-status.js';
import { withinAttempt } from '../../../notify/attempt.js';
import { send, type Channel, type ChannelType } from '../../../notify/channel.js';
import type { Outcome } from '../../../notify/outcome.js';
import type { WayOut } from '../../../notify/way-out.js';

export interface SampleOutcome {
  readonly channel: string;
  /** `null`: WATCHES_FILE has no channel of this name. */
  readonly type: ChannelType | null;
  readonly outcome: Outcome | null;
}

export interface SampleOptions {
  readonly watch: string;
  readonly names: readonly string[];
  readonly channels: ReadonlyMap<string, Channel>;
  readonly wayOut: WayOut;
  readonly now: Date;
}

/** One after the other, in the order of the watch. */
export async function sendSamples({ watch, names, channels, wayOut, now }: SampleOptions): Promise<SampleOutcome[]> {
  const outcomes: SampleOutcome[] = [];
  for (const name of names) {
    const channel = channels.get(name);
    if (channel === undefined) outcomes.push({ channel: name, type: null, outcome: null });
    else {
      const telling = {
        ...{ id: randomUUID(), watch, at: now.toISOString(), more: 0 },
        ...{ facts: [{ kind: 'test' as const }], digest: 'none' as const },
      };
      const outcome = await withinAttempt(systemClock, new AbortController().signal, (signal) =>
        send({ name, channel, telling, wayOut, signal }),
      );
      outcomes.push({ channel: name, type: channel.type, outcome });
    }
  }
  return outcomes;
}

export function sampleLine({ channel, type, outcome }: SampleOutcome): string {
  if (outcome === null) return `${channel}: WATCHES_FILE has no such channel`;
  return `${channel} (${type ?? ''}): ${outcome.sent ? 'sent' : `${outcome.code}: ${outcome.detail}`}`;
}

export function sampleJson({ channel, type, outcome }: SampleOutcome): object {
  if (outcome === null) return { channel, type, sent: false, code: 'unknown-channel', detail: null, retry: false };
  return { channel, type, code: null, detail: null, retry: false, ...outcome };
}

/** 75 when trying again may help, 1 when it cannot. */
export function sampleStatus(outcomes: readonly SampleOutcome[]): ExitStatus {
  const failures = outcomes.filter(({ outcome }) => outcome?.sent !== true);
  if (failures.length === 0) return ExitStatus.ok;
  const mayHelp = failures.every(({ outcome }) => outcome?.sent === false && outcome.retry);
  return mayHelp ? ExitStatus.temporaryFailure : ExitStatus.failure;
}
