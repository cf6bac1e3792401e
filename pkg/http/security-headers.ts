/** The security headers of every answer, taken from helmet once, so that hot and cold answers carry the very same. */
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';
import type { HeaderList } from './answer.js';

/** Everything from our own origin, no inline script or style; images may also be data (favicon, charts). */
const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    baseUri: ["'none'"],
    connectSrc: ["'self'"],
    fontSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    imgSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    scriptSrc: ["'self'"],
    scriptSrcAttr: ["'none'"],
    styleSrc: ["'self'"],
  },
};

export function securityHeaders(): HeaderList {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const middleware = helmet({
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    // TLS ends at the proxy, which knows whether the whole domain may be pinned to it.
    strictTransportSecurity: false,
  });
  middleware(response.req, response, (err?: unknown) => {
    if (err instanceof Error) throw err;
  });
  return Object.entries(response.getHeaders()).flatMap(([name, value]) => [name, String(value)]);
}
