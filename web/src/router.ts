/** Views have URLs: the path names the page, the query its filters; both survive a reload and can be shared. */
import { useEffect, useState } from 'preact/hooks';

export interface Location {
  readonly path: string;
  readonly query: URLSearchParams;
}

const MOVED = 'gpu-tracker:moved';

function current(): Location {
  return { path: window.location.pathname, query: new URLSearchParams(window.location.search) };
}

export function useLocation(): Location {
  const [location, setLocation] = useState(current);
  useEffect(() => {
    const update = (): void => setLocation(current());
    window.addEventListener('popstate', update);
    window.addEventListener(MOVED, update);
    return () => {
      window.removeEventListener('popstate', update);
      window.removeEventListener(MOVED, update);
    };
  }, []);
  return location;
}

/** Goes to `href`; `replace` for what the back button should not remember (typing into a filter). */
export function navigate(href: string, { replace = false } = {}): void {
  if (replace) window.history.replaceState(null, '', href);
  else {
    window.history.pushState(null, '', href);
    window.scrollTo(0, 0);
  }
  window.dispatchEvent(new Event(MOVED));
}

/** Sets or (with `''`) removes parameters of this view; a changed filter starts again at the first page. */
export function setQuery(changes: Readonly<Record<string, string>>, options?: { replace?: boolean }): void {
  const { path, query } = current();
  if (!('page' in changes)) query.delete('page');
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  navigate(text === '' ? path : `${path}?${text}`, options);
}

/** Turns clicks on links of the dashboard into moves without a reload. */
export function followLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const link = (event.target as Element).closest('a');
  if (link === null || link.origin !== window.location.origin || link.target !== '') return;
  if (link.pathname !== '/' && !link.pathname.startsWith('/dashboard')) return;
  if (link.hash !== '' && link.pathname === window.location.pathname) return;
  event.preventDefault();
  navigate(link.pathname + link.search);
}

export const pages = {
  overview: '/dashboard',
  value: '/dashboard/value',
  listings: '/dashboard/listings',
  rejected: '/dashboard/rejected',
  scraper: '/dashboard/scraper',
  model: (model: string): string => `/dashboard/models/${encodeURIComponent(model)}`,
  listing: (id: number): string => `/dashboard/listings/${id}`,
} as const;
