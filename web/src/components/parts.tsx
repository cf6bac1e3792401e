/** Small parts that several pages share. */
import type { ComponentChildren } from 'preact';
import { useFormat } from '../format.js';
import { useWords } from '../i18n.js';
import { pages, setQuery } from '../router.js';

export function Panel({
  title,
  hint,
  action,
  children,
}: {
  title: string;
  hint?: string;
  action?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <section class="panel">
      <header>
        <h2>{title}</h2>
        {action}
      </header>
      {hint !== undefined && <p class="hint">{hint}</p>}
      {children}
    </section>
  );
}

export function ModelLink({ model, memory }: { model: string; memory?: number | null }) {
  const { memory: written } = useFormat();
  return (
    <a class="model" href={pages.model(model)}>
      {model}
      {memory !== undefined && memory !== null && <span class="memory"> {written(memory)}</span>}
    </a>
  );
}

/** An offer whose card is in doubt: nothing when it is not. */
export function Doubt({ review }: { review: string | null }) {
  const words = useWords();
  if (review === null) return null;
  return (
    <span class="tag warn" title={`${words.inDoubtHint} (${review})`}>
      {words.inDoubt}
    </span>
  );
}

export function NotEnough() {
  const words = useWords();
  return (
    <span class="tag warn" title={words.notEnoughWhy}>
      {words.notEnough}
    </span>
  );
}

export function Figure({ label, value, hint }: { label: string; value: ComponentChildren; hint?: string | undefined }) {
  return (
    <div class="figure" title={hint}>
      <strong>{value}</strong>
      <span>{label}</span>
    </div>
  );
}

/** A filter bound to a query parameter of the view. */
export function QueryInput({
  name,
  label,
  query,
  type = 'text',
}: {
  name: string;
  label: string;
  query: URLSearchParams;
  type?: 'text' | 'number';
}) {
  return (
    <label class="filter">
      <span>{label}</span>
      <input
        {...(type === 'number' ? { type, min: 0 } : { type: 'text' as const, maxLength: 100, list: undefined })}
        name={name}
        value={query.get(name) ?? ''}
        onInput={(event) => setQuery({ [name]: event.currentTarget.value.trim() }, { replace: true })}
      />
    </label>
  );
}

export function QuerySelect({
  name,
  label,
  query,
  options,
}: {
  name: string;
  label: string;
  query: URLSearchParams;
  options: readonly (readonly [string, string])[];
}) {
  return (
    <label class="filter">
      <span>{label}</span>
      <select
        name={name}
        value={query.get(name) ?? ''}
        onChange={(event) => setQuery({ [name]: event.currentTarget.value })}
      >
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

export function Pager({ page, size, total }: { page: number; size: number; total: number }) {
  const words = useWords();
  const { number } = useFormat();
  const last = Math.max(1, Math.ceil(total / size));
  return (
    <nav class="pager" aria-label={words.page}>
      <button
        type="button"
        disabled={page <= 1}
        onClick={() => setQuery({ page: page - 1 > 1 ? String(page - 1) : '' })}
      >
        ← {words.previous}
      </button>
      <span>
        {words.page} {number(page)} {words.of} {number(last)} · {number(total)}
      </span>
      <button type="button" disabled={page >= last} onClick={() => setQuery({ page: String(page + 1) })}>
        {words.next} →
      </button>
    </nav>
  );
}

/** A link to the ad on its site. A link from a page that we read may be anything: only the web is followed. */
export function AdLink({ url, class: name, children }: { url: string; class?: string; children: ComponentChildren }) {
  if (!/^https?:\/\//i.test(url)) return <span>{children}</span>;
  return (
    <a {...(name !== undefined && { class: name })} href={url} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
