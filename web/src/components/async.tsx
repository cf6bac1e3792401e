/** One place for the states of what is loaded: loading, empty, error, stale, and the thing itself. */
import type { ComponentChildren } from 'preact';
import { useWords } from '../i18n.js';
import type { Answer, Loaded } from '../use-api.js';

interface AsyncProps<T> {
  readonly loaded: Loaded<T>;
  /** What to say instead when there is nothing. */
  readonly isEmpty?: (data: T) => boolean;
  readonly emptyText?: string;
  readonly children: (answer: Answer<T>) => ComponentChildren;
}

export function Async<T>({ loaded, isEmpty, emptyText, children }: AsyncProps<T>) {
  const words = useWords();
  const { last } = loaded;
  return (
    <>
      {loaded.state === 'error' && (
        <p class="notice error" role="alert">
          {loaded.status === 0 || loaded.status >= 500 ? words.unreachable : `${words.error}: ${loaded.detail}`}
        </p>
      )}
      {last?.stale === true && (
        <p class="notice stale" role="status">
          {words.stale}
        </p>
      )}
      {last === undefined ? (
        loaded.state === 'loading' && (
          <div class="skeleton" role="status">
            <span class="hidden">{words.loading}</span>
          </div>
        )
      ) : isEmpty?.(last.data) === true ? (
        <p class="state">{emptyText ?? words.empty}</p>
      ) : (
        children(last)
      )}
    </>
  );
}
