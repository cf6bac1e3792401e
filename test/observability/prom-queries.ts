/** Takes PromQL apart: which metrics a query reads, with which labels. */
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

export interface MetricUse {
  metric: string;
  /** Labels it is matched by or grouped over. */
  labels: string[];
}

/** Grafana's variables, replaced by something PromQL can read. */
function plain(query: string): string {
  return query.replace(/\$__rate_interval/g, '5m').replace(/\$\{?\w+\}?/g, 'x');
}

/**
 * @throws when the query does not parse
 */
export function metricUses(query: string): MetricUse[] {
  const text = plain(query);
  const tree = parser.parse(text);
  const textOf = (node: SyntaxNode): string => text.slice(node.from, node.to);
  const uses: MetricUse[] = [];
  const selectorsUnder = new Map<number, MetricUse>();
  tree.iterate({
    enter: ({ node }) => {
      if (node.type.isError) throw new Error(`not PromQL at ${node.from}: ${text}`);
      if (node.name !== 'VectorSelector') return;
      const use: MetricUse = { metric: textOf(node).match(/^[a-zA-Z_:][\w:]*/)?.[0] ?? '', labels: [] };
      node.cursor().iterate((inner) => {
        if (inner.name === 'LabelName') use.labels.push(text.slice(inner.from, inner.to));
      });
      uses.push(use);
      selectorsUnder.set(node.from, use);
    },
  });
  // `by (...)` and `on (...)` name labels of every metric below or beside them.
  tree.iterate({
    enter: ({ node }) => {
      if (node.name !== 'AggregateExpr') return;
      const grouping = node.getChild('AggregateModifier');
      if (!grouping || !/^\s*by\b/.test(textOf(grouping))) return;
      const labels = grouping.getChild('GroupingLabels')?.getChildren('LabelName').map(textOf) ?? [];
      for (const [from, use] of selectorsUnder) if (from > node.from && from < node.to) use.labels.push(...labels);
    },
  });
  return uses;
}
