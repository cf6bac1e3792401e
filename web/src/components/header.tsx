/** Navigation, language and theme. */
import { useEffect, useState } from 'preact/hooks';
import { useWords, type Language } from '../i18n.js';
import { preference } from '../preference.js';
import { pages } from '../router.js';

interface HeaderProps {
  readonly path: string;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

export function Header({ path, language, onLanguage }: HeaderProps) {
  const words = useWords();
  const links: [string, string][] = [
    [pages.overview, words.overview],
    [pages.value, words.value],
    [pages.listings, words.listings],
    [pages.rejected, words.rejected],
    [pages.scraper, words.scraper],
  ];
  const here = path === '/' ? pages.overview : path;
  const isHere = (href: string): boolean =>
    href === pages.overview ? here.replace(/\/$/, '') === href : here.startsWith(href);
  return (
    <header class="top">
      <a class="brand" href={pages.overview}>
        <img src="/icon.svg" alt="" width="28" height="28" />
        gpu-tracker
      </a>
      <nav aria-label="gpu-tracker">
        {links.map(([href, text]) => (
          <a key={href} href={href} aria-current={isHere(href) ? 'page' : undefined}>
            {text}
          </a>
        ))}
        <a href="/docs" target="_self">
          {words.apiDocs}
        </a>
      </nav>
      <div class="choices">
        <label>
          <span class="hidden">{words.language}</span>
          <select value={language} onChange={(event) => onLanguage(event.currentTarget.value as Language)}>
            <option value="en">EN</option>
            <option value="bg">БГ</option>
          </select>
        </label>
        <ThemeChoice />
      </div>
    </header>
  );
}

function ThemeChoice() {
  const words = useWords();
  const [theme, setTheme] = useState(() => preference.get('theme') ?? 'auto');
  useEffect(() => {
    if (theme === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
    window.dispatchEvent(new Event('gpu-tracker:theme'));
  }, [theme]);
  return (
    <label>
      <span class="hidden">{words.theme}</span>
      <select
        value={theme}
        onChange={(event) => {
          preference.set('theme', event.currentTarget.value);
          setTheme(event.currentTarget.value);
        }}
      >
        <option value="auto">{words.auto}</option>
        <option value="light">{words.light}</option>
        <option value="dark">{words.dark}</option>
      </select>
    </label>
  );
}
