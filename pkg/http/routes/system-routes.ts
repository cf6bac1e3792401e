/** Health and probes. */
import { databaseWords } from '../problems.js';
import { NoQuery } from '../schemas/common.js';
import { HealthSchema, ProbeSchema } from '../schemas/scrape.js';
import { liveRoute, streamRoute, type Route } from './route.js';

export const systemRoutes: readonly Route[] = [
  liveRoute({
    path: '/health',
    tag: 'system',
    summary: 'Whether everything works; 503 when not',
    query: NoQuery,
    answer: HealthSchema,
    respond: async (_input, { system }) => {
      let dataVersion: string | null = null;
      let reason: string | null = null;
      try {
        dataVersion = await system.dataVersion();
      } catch (err) {
        reason = databaseWords(err);
      }
      const connected = reason === null;
      return {
        status: connected ? 200 : 503,
        body: {
          status: connected ? 'healthy' : 'unhealthy',
          database: connected ? 'connected' : 'disconnected',
          version: system.version,
          reason,
          data_version: dataVersion,
          uptime_seconds: Math.round(system.uptimeSeconds() * 10) / 10,
        },
      };
    },
  }),
  liveRoute({
    path: '/livez',
    tag: 'system',
    summary: 'The process is alive',
    query: NoQuery,
    answer: ProbeSchema,
    respond: () => Promise.resolve({ body: { status: 'ok' } }),
  }),
  liveRoute({
    path: '/readyz',
    tag: 'system',
    summary: 'Ready for traffic: schema current, database reached once, not draining; 503 when not',
    query: NoQuery,
    answer: ProbeSchema,
    respond: async (_input, { system }) => {
      const reason = await system.notReady();
      return reason === undefined
        ? { body: { status: 'ok' } }
        : { status: 503, body: { status: 'unavailable', reason } };
    },
  }),
  streamRoute({
    path: '/api/scrape/events',
    tag: 'scraper',
    summary: 'The scrape status as server-sent events',
    description:
      'Events: `state` at once, then `progress` and `published`, each with the object of GET /api/scrape/status; `bye` before shutdown. A comment every 15 s keeps the connection open.',
    contentType: 'text/event-stream; charset=utf-8',
    query: NoQuery,
    stream: async (_input, { events }, { start, req, res }) => {
      const headers = ['X-Accel-Buffering', 'no'];
      if (req.method === 'HEAD') {
        start(undefined, headers);
        res.end();
        return;
      }
      await events.open(res, () => start(undefined, headers));
    },
  }),
];
