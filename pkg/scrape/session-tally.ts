/** Counts at the crawl session itself what it answered, so that pages lost or doubled between fetching and storing are noticed. */
import type { CrawlSession, FetchedPage, PageReading } from '../fetch/crawl-session.js';
import { BodyTooLargeError, GoneError, RedirectRefusedError, UnexpectedResponseError } from '../fetch/errors.js';
import type { PageBody } from '../market/page-body.js';

/** Errors that say something about this one page: fetching it again cannot help, and the rest of the site may be well. */
const ABOUT_THE_PAGE = [GoneError, BodyTooLargeError, RedirectRefusedError, UnexpectedResponseError];

export const isAboutThePage = (err: unknown): boolean => ABOUT_THE_PAGE.some((type) => err instanceof type);

export class SessionTally implements CrawlSession {
  readonly #session: CrawlSession;
  #answers = 0;

  constructor(session: CrawlSession) {
    this.#session = session;
  }

  /** Pages that were answered, well or not; a fetch that failed altogether is none. */
  get answers(): number {
    return this.#answers;
  }

  get<T>(url: URL, read: (body: string) => PageReading<T>, signal?: AbortSignal): Promise<FetchedPage<T>> {
    return this.#counted(this.#session.get(url, read, signal));
  }

  getBody<T>(url: URL, read: (body: PageBody) => PageReading<T>, signal?: AbortSignal): Promise<FetchedPage<T>> {
    return this.#counted(this.#session.getBody(url, read, signal));
  }

  close(): Promise<void> {
    return this.#session.close();
  }

  async #counted<T>(fetching: Promise<T>): Promise<T> {
    try {
      const page = await fetching;
      this.#answers += 1;
      return page;
    } catch (err) {
      if (isAboutThePage(err)) this.#answers += 1;
      throw err;
    }
  }
}
