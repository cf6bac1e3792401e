/** The page at /docs: reads the OpenAPI document in the browser and lets people try each route; nothing from outside. */
import { readFileSync } from 'node:fs';

export interface StaticDocument {
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
}

const file = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

export function docsPage(): StaticDocument[] {
  return [
    { path: '/docs', contentType: 'text/html; charset=utf-8', body: file('docs.html') },
    { path: '/docs/docs.js', contentType: 'text/javascript; charset=utf-8', body: file('docs.client.js') },
    { path: '/docs/docs.css', contentType: 'text/css; charset=utf-8', body: file('docs.css') },
  ];
}
