/** The question that people come with: what is this ad, or my card, worth? Any text, any spelling, or the address of an ad. */
import { useState } from 'preact/hooks';
import type { AppraisalDto } from '../api-types.js';
import { useFormat } from '../format.js';
import { useLanguage, useWords } from '../i18n.js';
import { pages } from '../router.js';
import { useApi, withQuery } from '../use-api.js';
import { Async } from './async.js';
import { SellerTitle } from './marked-text.js';
import { Panel } from './parts.js';
import { Suspicious } from './suspicious.js';

/** The API takes no longer text, nor a longer address: a letter of Cyrillic is six characters of it. */
const LONGEST = 3_000;
const LONGEST_ENCODED = 11_800;

function fitting(text: string): string {
  let kept = text.trim();
  while (encodeURIComponent(kept).length > LONGEST_ENCODED) kept = Array.from(kept).slice(0, -50).join('');
  return kept;
}

interface Asked {
  readonly text: string;
  readonly price: string;
}

export function AppraisePanel() {
  const words = useWords();
  const language = useLanguage();
  const [typed, setTyped] = useState<Asked>({ text: '', price: '' });
  const [asked, setAsked] = useState<Asked | null>(null);
  const path = asked && withQuery('/api/appraise', { ...asked, language });
  return (
    <Panel title={words.appraise} hint={words.appraiseHint}>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          const text = fitting(typed.text);
          if (text !== '') setAsked({ text, price: typed.price.replace(',', '.').trim() });
        }}
      >
        <label class="filter wide">
          <span>{words.adText}</span>
          <textarea
            name="text"
            rows={2}
            required
            maxLength={LONGEST}
            value={typed.text}
            onInput={(event) => setTyped({ ...typed, text: event.currentTarget.value })}
          />
        </label>
        <label class="filter">
          <span>{words.askedPrice}</span>
          <input
            name="price"
            inputMode="decimal"
            pattern="\d{1,7}([.,]\d{1,2})?"
            value={typed.price}
            onInput={(event) => setTyped({ ...typed, price: event.currentTarget.value })}
          />
        </label>
        <button type="submit">{words.appraiseButton}</button>
      </form>
      {path !== null && <Answer path={path} />}
    </Panel>
  );
}

function Answer({ path }: { path: string }) {
  const words = useWords();
  const appraisal = useApi<AppraisalDto>(path);
  return (
    <div class="appraisal" aria-live="polite">
      <Async loaded={appraisal}>
        {({ data }) => (
          <>
            <Sentences title={words.forBuyer} sentences={data.sentences.buyer} />
            <Sentences title={words.forSeller} sentences={data.sentences.seller} />
            <Comparable offers={data.comparable} />
          </>
        )}
      </Async>
    </div>
  );
}

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  );
}

function Comparable({ offers }: { offers: AppraisalDto['comparable'] }) {
  const words = useWords();
  const { euro } = useFormat();
  if (offers.length === 0) return null;
  return (
    <section>
      <h3>{words.comparable}</h3>
      <ul>
        {offers.map((offer) => (
          <li key={offer.id}>
            {euro(offer.price)}{' '}
            <a href={pages.listing(offer.id)}>
              <SellerTitle text={offer.title} />
            </a>{' '}
            <Suspicious id={offer.id} />
          </li>
        ))}
      </ul>
    </section>
  );
}
