/** What the scraper is doing, live by server-sent events, for every view. */
import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { ScrapeStatusDto } from './api-types.js';
import { announceChange } from './use-api.js';

export interface Live {
  readonly status: ScrapeStatusDto | null;
  /** The stream is open; when it is not, the browser is trying again. */
  readonly connected: boolean;
}

const LiveContext = createContext<Live>({ status: null, connected: false });

export function LiveProvider({ children }: { children: ComponentChildren }) {
  const [live, setLive] = useState<Live>({ status: null, connected: false });
  useEffect(() => {
    const source = new EventSource('/api/scrape/events');
    const onStatus = (event: MessageEvent<string>): void =>
      setLive({ status: JSON.parse(event.data) as ScrapeStatusDto, connected: true });
    source.addEventListener('state', onStatus);
    source.addEventListener('progress', onStatus);
    source.addEventListener('published', (event: MessageEvent<string>) => {
      onStatus(event);
      announceChange();
    });
    source.addEventListener('open', () => setLive((before) => ({ ...before, connected: true })));
    source.addEventListener('error', () => setLive((before) => ({ ...before, connected: false })));
    return () => source.close();
  }, []);
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>;
}

export function useLive(): Live {
  return useContext(LiveContext);
}
