/** `gpu-tracker doctor`: says in one line each whether the parts of an installation are well. */
import { Command } from 'commander';
import { ExitStatus } from '../../errors/exit-status.js';
import { systemClock } from '../../clock/clock.js';
import { examine } from './doctor/checks.js';
import type { Finding } from './doctor/finding.js';
import { withDatabase } from '../database.js';

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check database, schema, roles, clock, TOR, the last cycle, watches and their messages')
    .option('--json', 'print {"healthy": ..., "findings": [...]}')
    .addHelpText(
      'after',
      `\nThe exit status is 0 when nothing failed (warnings do not count), ${ExitStatus.temporaryFailure} when the database does not answer, else ${ExitStatus.failure}.`,
    )
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await withDatabase('doctor', (db, config) =>
        examine({ db, config, clock: systemClock, env: process.env }),
      );
      const status = doctorStatus(findings);
      process.stdout.write(
        json === true
          ? `${JSON.stringify({ healthy: status === ExitStatus.ok, findings })}\n`
          : findings.map((finding) => `${doctorLine(finding)}\n`).join(''),
      );
      process.exitCode = status;
    });
}

export function doctorLine({ check, status, text }: Finding): string {
  return `${status.padEnd(4)}  ${check}: ${text}`;
}

export function doctorStatus(findings: readonly Finding[]): ExitStatus {
  const failed = findings.filter(({ status }) => status === 'fail');
  if (failed.some(({ check }) => check === 'database')) return ExitStatus.temporaryFailure;
  return failed.length > 0 ? ExitStatus.failure : ExitStatus.ok;
}
