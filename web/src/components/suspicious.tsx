/** Which offers are too cheap to be true, read once for all pages, and the tag that says so wherever one is shown. */
import { createContext, type ComponentChildren } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import type { SuspiciousDto } from '../api-types.js';
import { useWords } from '../i18n.js';
import { useApi } from '../use-api.js';

const SuspiciousContext = createContext<ReadonlySet<number>>(new Set());

export function SuspiciousProvider({ children }: { children: ComponentChildren }) {
  const { last } = useApi<SuspiciousDto>('/api/deals/suspicious');
  const ids = useMemo(() => new Set(last?.data.ids), [last]);
  return <SuspiciousContext.Provider value={ids}>{children}</SuspiciousContext.Provider>;
}

/** Nothing for an offer whose price can be meant. */
export function Suspicious({ id }: { id: number }) {
  const words = useWords();
  if (!useContext(SuspiciousContext).has(id)) return null;
  return (
    <span class="tag warn" title={words.suspiciousWhy}>
      {words.suspicious}
    </span>
  );
}
