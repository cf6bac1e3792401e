/** A seller's text with the deciding words marked. Text is only ever text here: no markup of theirs can take effect. */
import type { EvidenceDto } from '../api-types.js';

/** Longer texts are cut in the middle of nowhere important: the page stays usable, the ad itself has the rest. */
const MAX_SHOWN = 1_500;

export function MarkedText({
  text,
  field,
  evidence,
}: {
  text: string;
  field: EvidenceDto['field'];
  evidence: readonly EvidenceDto[];
}) {
  const spans = evidence
    .filter((span) => span.field === field && span.end > span.start)
    .sort((a, b) => a.start - b.start);
  const parts: { text: string; marked: boolean }[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    if (start < at) continue;
    parts.push({ text: text.slice(at, start), marked: false }, { text: text.slice(start, end), marked: true });
    at = end;
  }
  parts.push({ text: text.slice(at, Math.max(at, MAX_SHOWN)), marked: false });
  return (
    <bdi class="seller">
      {parts.map((part, i) => (part.marked ? <mark key={i}>{part.text}</mark> : part.text))}
      {text.length > MAX_SHOWN && '…'}
    </bdi>
  );
}

/** A title as the seller wrote it, kept on its own line of direction and within bounds. */
export function SellerTitle({ text }: { text: string }) {
  return <bdi class="seller">{text.length > 160 ? `${text.slice(0, 160)}…` : text}</bdi>;
}
