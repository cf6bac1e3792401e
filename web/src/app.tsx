/** The frame of the dashboard: language, theme, navigation, and the page that the URL names. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { Header } from './components/header.js';
import { SuspiciousProvider } from './components/suspicious.js';
import { dictionaries, WordsContext, type Language } from './i18n.js';
import { LiveProvider } from './live.js';
import { ListingPage } from './pages/listing-page.js';
import { ListingsPage } from './pages/listings-page.js';
import { ModelPage } from './pages/model-page.js';
import { OverviewPage } from './pages/overview-page.js';
import { RejectedPage } from './pages/rejected-page.js';
import { ScraperPage } from './pages/scraper-page.js';
import { ValuePage } from './pages/value-page.js';
import { followLinks, useLocation } from './router.js';
import { preference } from './preference.js';

export function App() {
  const location = useLocation();
  const [language, setLanguage] = useState<Language>(() => firstLanguage(location.query.get('lang')));
  const words = dictionaries[language];
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `gpu-tracker · ${words.title}`;
  }, [language, words]);
  const context = useMemo(() => ({ words, language }), [words, language]);
  const choose = (chosen: Language): void => {
    preference.set('language', chosen);
    setLanguage(chosen);
  };
  return (
    <WordsContext.Provider value={context}>
      <LiveProvider>
        <SuspiciousProvider>
          {/* Links inside are real links; this only saves the reload. */}
          <div class="frame" onClick={followLinks}>
            <a class="skip" href="#content">
              {words.skip}
            </a>
            <Header path={location.path} language={language} onLanguage={choose} />
            <main id="content" tabIndex={-1}>
              <Page path={location.path} query={location.query} />
            </main>
          </div>
        </SuspiciousProvider>
      </LiveProvider>
    </WordsContext.Provider>
  );
}

function Page({ path, query }: { path: string; query: URLSearchParams }) {
  const [, , view = '', subject = ''] = path.replace(/\/$/, '').split('/');
  if (view === '') return <OverviewPage />;
  if (view === 'value') return <ValuePage query={query} />;
  if (view === 'models' && subject !== '') return <ModelPage model={safeDecode(subject)} query={query} />;
  if (view === 'listings' && /^\d+$/.test(subject)) return <ListingPage id={Number(subject)} />;
  if (view === 'listings' && subject === '') return <ListingsPage query={query} />;
  if (view === 'rejected') return <RejectedPage query={query} />;
  if (view === 'scraper') return <ScraperPage />;
  return <NotFound />;
}

function NotFound() {
  return (
    <WordsContext.Consumer>
      {({ words }) => (
        <section class="state">
          <h1>404</h1>
          <p>{words.notFound}</p>
        </section>
      )}
    </WordsContext.Consumer>
  );
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a broken escape in the address bar names no model; the page will say so
  }
}

function firstLanguage(asked: string | null): Language {
  for (const candidate of [asked, preference.get('language'), navigator.language.slice(0, 2)])
    if (candidate === 'en' || candidate === 'bg') return candidate;
  return 'en';
}
