/** What a route is: its address, what it takes, what it answers, and how; express and the OpenAPI document are made from it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from '../schemas/common.js';
import type { Classifier } from '../../listing/verdict.js';
import type { MarketReader, MarketView } from '../../listing/market-reader.js';
import type { Cards } from '../cards.js';
import type { EventStream } from '../event-stream.js';
import type { ExportSlots } from '../export-slots.js';
import type { VariantPerformance } from './performance.js';

/** What routes work with, all injected. */
export interface RouteServices {
  readonly reader: MarketReader;
  readonly cards: Cards;
  readonly performance: VariantPerformance;
  readonly classifier: Classifier;
  readonly events: EventStream;
  readonly system: SystemState;
  readonly exports: ExportSlots;
  /** What follows from one published state, computed once per version: totals under a filter, effects, pooled times. */
  readonly once: <T>(view: MarketView, key: string, make: () => Promise<T>) => Promise<T>;
  /** Which ad an address leads to; `undefined` when it is that of no known market. */
  readonly adOf: (url: string) => AdAddress | undefined;
}

export interface AdAddress {
  readonly market: string;
  readonly externalId: string;
}

export interface SystemState {
  /** Of the program. */
  readonly version: string;
  /** @throws DatabaseUnavailableError, DatabaseRefusedError, DatabaseFaultError */
  dataVersion(): Promise<string>;
  /** Why this process must not get traffic; `undefined` when it may. */
  notReady(): Promise<string | undefined>;
  uptimeSeconds(): number;
}

export interface RouteInput<Query, Params> {
  readonly query: Query;
  readonly params: Params;
  /** Path as asked, without query: what links are made of. */
  readonly path: string;
}

export interface RouteResult {
  readonly body: unknown;
  /** Of a live route. @default 200 */
  readonly status?: number;
  /** Flat pairs. */
  readonly headers?: readonly string[];
}

interface RouteBase<Query, Params> {
  /** OpenAPI template, e.g. `/api/models/{model}/history`; answers with and without a trailing slash. */
  readonly path: string;
  readonly tag: 'listings' | 'feeds' | 'prices' | 'rejected' | 'export' | 'scraper' | 'system';
  readonly summary: string;
  readonly query: z.ZodType<Query>;
  readonly params?: z.ZodType<Params>;
  /** Error statuses besides 400, 429 and 503. */
  readonly errors?: readonly number[];
}

/** Answered from one snapshot of the market, cached until the next publish. */
export interface MarketRoute<Query = unknown, Params = unknown> extends RouteBase<Query, Params> {
  readonly kind: 'market';
  readonly answer: z.ZodType;
  /** Of a body that is no JSON: then it is text, sent as it is. @default JSON */
  readonly contentType?: string;
  /** Headers besides the usual, with their meaning. */
  readonly answerHeaders?: Readonly<Record<string, string>>;
  render(view: MarketView, input: RouteInput<Query, Params>, services: RouteServices): Promise<RouteResult>;
}

/** Answered anew each time. */
export interface LiveRoute<Query = unknown, Params = unknown> extends RouteBase<Query, Params> {
  readonly kind: 'live';
  readonly answer: z.ZodType;
  respond(input: RouteInput<Query, Params>, services: RouteServices): Promise<RouteResult>;
}

/** Writes its own response, bit by bit. */
export interface StreamRoute<Query = unknown, Params = unknown> extends RouteBase<Query, Params> {
  readonly kind: 'stream';
  readonly contentType: string;
  readonly description: string;
  /** Of a JSON stream. */
  readonly answer?: z.ZodType;
  stream(input: RouteInput<Query, Params>, services: RouteServices, io: StreamTarget): Promise<void>;
}

export interface StreamTarget {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** Sends status and headers; the version, if the answer has one, becomes the validator. */
  readonly start: (version: string | undefined, headers: readonly string[]) => void;
}

export type Route = MarketRoute | LiveRoute | StreamRoute;

/** Types a definition by its schemas and then forgets them, so that all routes fit one table. */
export const marketRoute = <Query, Params>(route: Omit<MarketRoute<Query, Params>, 'kind'>): Route =>
  ({ kind: 'market', ...route }) as unknown as MarketRoute;
export const liveRoute = <Query, Params>(route: Omit<LiveRoute<Query, Params>, 'kind'>): Route =>
  ({ kind: 'live', ...route }) as unknown as LiveRoute;
export const streamRoute = <Query, Params>(route: Omit<StreamRoute<Query, Params>, 'kind'>): Route =>
  ({ kind: 'stream', ...route }) as unknown as StreamRoute;
