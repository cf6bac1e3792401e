/** One line for people on what became of a message that a watch had to tell. */
import type { DeliveryEvent } from '../../notify/deliver.js';

/** `21:04 watch "cheap 3070": told over phone`; nothing where there is nothing to know. */
export function describeDelivery(event: DeliveryEvent, now: Date): string | undefined {
  const { watch, channel, delivered, detail, code } = event;
  const head = `${now.toTimeString().slice(0, 5)} watch "${watch}"`;
  const why = detail ?? code ?? 'unknown';
  if (delivered === 'sent') return `${head}: told over ${channel}`;
  if (delivered === 'retry') return `${head}: not told over ${channel} yet: ${why}; it is tried again`;
  if (delivered === 'postponed') return undefined;
  const hint = code === 'forbidden-target' ? '; ALLOW_PRIVATE_TARGETS=true would allow it' : '';
  return `${head}: not told over ${channel}: ${why}${hint}`;
}
