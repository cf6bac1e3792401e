/** Tells before anything is started that a port is taken. */
import { createServer } from 'node:net';
import { AppError } from '../../errors/app-error.js';

/** The port that we were told to listen on cannot be had. */
export class PortTakenError extends AppError {
  readonly code = 'PORT_TAKEN';
}

/** @throws PortTakenError */
export function assertPortFree(host: string, port: number, flag = '--port'): Promise<void> {
  if (port === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (cause: NodeJS.ErrnoException) => reject(explained(cause, host, port, flag)));
    server.listen(port, host, () => {
      server.close(() => resolve());
    });
  });
}

function explained(cause: NodeJS.ErrnoException, host: string, port: number, flag: string): PortTakenError {
  const choose = `choose another with ${flag}`;
  if (cause.code === 'EADDRINUSE') return new PortTakenError(`port ${port} is taken: ${choose}`, { cause });
  if (cause.code === 'EACCES')
    return new PortTakenError(`port ${port} may not be opened by this user: ${choose}, above 1023`, { cause });
  return new PortTakenError(`cannot listen on ${host}:${port} (${cause.code ?? cause.message}): ${choose}`, { cause });
}
