/** The alert rules as the chart renders them. */
import { render } from '../chart/render.js';

export interface Rule {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string };
  annotations: { summary: string; description: string; runbook_url: string };
}

export async function rules(): Promise<Rule[]> {
  const manifests = await render('singleton-values.yaml', 'helm4', '--set', 'metrics.prometheusRule.enabled=true');
  const rule = manifests.find(({ kind }) => kind === 'PrometheusRule');
  return rule?.spec.groups[0].rules as Rule[];
}
