/** The dashboard as built by Vite, and the page that explains the API. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';

/** Vite puts a hash of the content into the names of everything under `assets`. */
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** @param webDir where `index.html` is, if it was built; without it `/` is a plain page with links */
export function dashboardRoutes(webDir: string | undefined): Router {
  const router = Router();
  const index = webDir === undefined ? undefined : join(webDir, 'index.html');
  if (webDir === undefined || index === undefined || !existsSync(index)) {
    router.get(['/', '/dashboard'], (_req, res) => {
      res.type('html').set('Cache-Control', 'no-cache').send(LINKS_PAGE);
    });
    return router;
  }
  const sendIndex: express.RequestHandler = (_req, res) =>
    res.sendFile(index, { cacheControl: false, lastModified: false });
  router.use(['/', '/dashboard'], (_req, res, next) => {
    res.set('Cache-Control', 'no-cache');
    next();
  });
  router.get(['/', '/dashboard'], sendIndex);
  const files = express.static(webDir, {
    index: false,
    redirect: false,
    cacheControl: false,
    setHeaders: (res, path) => {
      if (path.startsWith(join(webDir, 'assets'))) res.setHeader('Cache-Control', IMMUTABLE);
    },
  });
  router.use('/', files);
  router.use('/dashboard', files);
  // A page of the dashboard that is opened by its address; a missing asset stays missing.
  router.get('/dashboard/*page', (req, res, next) => {
    if (/\.[a-z0-9]+$/i.test(req.path)) next();
    else void sendIndex(req, res, next);
  });
  return router;
}

const LINKS_PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>gpu-tracker</title>
<h1>gpu-tracker</h1>
<p>The dashboard is not built here. The API answers:</p>
<ul>
<li><a href="/docs">Documentation</a>, <a href="/openapi.json">OpenAPI</a></li>
<li><a href="/api/stats/">Prices</a>, <a href="/api/value/">value</a>, <a href="/api/deals/">deals</a>, <a href="/api/listings/">listings</a></li>
<li><a href="/api/scrape/status">Scraper</a>, <a href="/health">health</a></li>
</ul>
</html>
`;
