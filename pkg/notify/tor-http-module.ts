/** node's `request` for a library that makes its own (error reports): each goes through TOR, whatever agent the library wanted. */
import { request as httpRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { WayOut } from './way-out.js';

/** The answer to a request has a status; node's type is that of a server's side as well. */
type OnAnswer = (answer: Omit<IncomingMessage, 'statusCode'> & { statusCode: number }) => void;

export interface TorHttpModule {
  request(options: RequestOptions | string | URL, onAnswer?: OnAnswer): ClientRequest;
}

/** @param name of its circuit */
export function torHttpModule(torSocksUrl: string, name: string): TorHttpModule {
  const wayOut = new WayOut({ torSocksUrl, onlyTor: true, allowPrivateTargets: false });
  return {
    request: (options, onAnswer) => {
      if (typeof options === 'string' || options instanceof URL)
        throw new TypeError('a request by address alone would bring its own agent');
      const { protocol = 'http:', host, hostname, port } = options;
      const url = new URL(`${protocol}//${hostname ?? host ?? ''}${port ? `:${port}` : ''}`);
      const send = protocol === 'https:' ? httpsRequest : httpRequest;
      return send(
        { ...options, agent: wayOut.agentFor(url, 'tor', name) },
        onAnswer as (answer: IncomingMessage) => void,
      );
    },
  };
}
