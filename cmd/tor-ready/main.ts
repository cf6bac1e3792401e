#!/usr/bin/env node
/** The probe of a TOR container: exits 0 when TOR has a circuit. Started beside TOR, by its own user. */
import { torIsReady } from '../../pkg/fetch/tor/tor-control.js';

const folder = process.env['TOR_DATA_DIRECTORY'] ?? '/var/lib/tor/data';
try {
  const state = await torIsReady(folder, AbortSignal.timeout(3_000));
  process.stdout.write(`bootstrapped ${state.percent} %, circuit ${state.circuit ? 'yes' : 'no'}\n`);
  process.exitCode = state.percent === 100 && state.circuit ? 0 : 1;
} catch (err) {
  process.stdout.write(`TOR does not answer: ${err instanceof Error ? err.message : String(err)}\n`);
  process.exitCode = 1;
}
