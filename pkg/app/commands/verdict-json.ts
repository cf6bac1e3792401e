/** A verdict as the command line and files write it: snake_case, every key always there. */
import type { Verdict } from '../../listing/verdict.js';

export function verdictJson(verdict: Verdict): Record<string, unknown> {
  const card = verdict.verdict !== 'rejected';
  return {
    verdict: verdict.verdict,
    model: verdict.model ?? null,
    memory_gb: card ? verdict.memoryGb : null,
    reason: verdict.verdict === 'accepted' ? null : verdict.reason,
    rule: verdict.rule,
    evidence: verdict.evidence,
    rules_version: verdict.rulesVersion,
    flags: card ? verdict.flags : [],
  };
}
