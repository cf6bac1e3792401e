/** Reads the API: one hook per answer, with its loading, error and stale states, and a common signal to read again. */
import { useEffect, useState } from 'preact/hooks';

export interface Answer<T> {
  readonly data: T;
  /** Rows in all, where the answer is a page of them. */
  readonly total: number | null;
  /** The database is away: this is the last published cycle that the API remembers. */
  readonly stale: boolean;
}

export type Loaded<T> =
  | { readonly state: 'loading'; readonly last?: Answer<T> }
  | { readonly state: 'ready'; readonly last: Answer<T> }
  | { readonly state: 'error'; readonly status: number; readonly detail: string; readonly last?: Answer<T> };

const RETRY_MS = 5_000;
const CHANGED = 'gpu-tracker:changed';

/** Tells every view that a cycle was published. */
export function announceChange(): void {
  window.dispatchEvent(new Event(CHANGED));
}

/** Reads `path` now, whenever it changes, after each publish, and again every few seconds while the API cannot be reached. */
export function useApi<T>(path: string | null): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T> & { path?: string | null }>({ state: 'loading' });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const again = (): void => setTurn((value) => value + 1);
    window.addEventListener(CHANGED, again);
    return () => window.removeEventListener(CHANGED, again);
  }, []);
  useEffect(() => {
    if (path === null) return;
    const abort = new AbortController();
    let timer: number | undefined;
    setLoaded((before) =>
      before.path === path && before.last
        ? { ...before, state: 'ready', last: before.last }
        : { state: 'loading', path },
    );
    read<T>(path, abort.signal).then(
      (last) => setLoaded({ state: 'ready', last, path }),
      (err: unknown) => {
        if (abort.signal.aborted) return;
        const { status, detail } = err instanceof ApiError ? err : { status: 0, detail: '' };
        setLoaded((before) => ({
          state: 'error',
          status,
          detail,
          path,
          ...(before.path === path && before.last && { last: before.last }),
        }));
        if (status === 0 || status >= 500) timer = window.setTimeout(() => setTurn((value) => value + 1), RETRY_MS);
      },
    );
    return () => {
      abort.abort();
      window.clearTimeout(timer);
    };
  }, [path, turn]);
  return loaded.path === path || path === null ? loaded : { state: 'loading' };
}

class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
  ) {
    super(detail);
  }
}

async function read<T>(path: string, signal: AbortSignal): Promise<Answer<T>> {
  const response = await fetch(path, { signal, headers: { accept: 'application/json' } });
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as { detail?: string };
    throw new ApiError(response.status, problem.detail ?? response.statusText);
  }
  const total = response.headers.get('x-total-count');
  return {
    data: (await response.json()) as T,
    total: total === null ? null : Number(total),
    stale: response.headers.get('x-stale') === 'true',
  };
}

/** A path with the parameters that have a value. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? path : `${path}?${text}`;
}
