/** Reads a response body: counted on the wire, unpacked, decoded, and cut the moment a limit is crossed. */
import { PassThrough, pipeline, Transform, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { PageBody } from '../market/page-body.js';
import { BodyTooLargeError, UnexpectedResponseError } from './errors.js';

/** Sent as Accept-Encoding: what {@link readBody} can unpack. */
export const ACCEPT_ENCODING = 'gzip, deflate, br';

const CHUNK = 65_536;

export interface BodyHeaders {
  readonly contentEncoding: string | undefined;
  readonly contentType: string | undefined;
}

export interface BodyLimits {
  readonly maxWireBytes: number;
  readonly maxBodyBytes: number;
}

/**
 * The whole unpacked body, decoded when its text is asked for. `onWire` is told the bytes as they come in.
 * @throws BodyTooLargeError as soon as a limit is crossed: a bomb is never unpacked beyond it
 * @throws UnexpectedResponseError on an encoding or charset that we cannot read
 * @throws Error of zlib or the socket when the body is cut off or corrupt
 */
export async function readBody(
  body: Readable,
  headers: BodyHeaders,
  limits: BodyLimits,
  onWire: (bytes: number) => void,
): Promise<PageBody> {
  const decoder = textDecoder(headers.contentType);
  const unpacked = unpack(countWire(body, limits, onWire), headers.contentEncoding);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of unpacked as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limits.maxBodyBytes)
      throw new BodyTooLargeError(`the body unpacks to over ${limits.maxBodyBytes} bytes`);
    chunks.push(chunk);
  }
  const [first] = chunks;
  return new PageBody(first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks, size), decoder);
}

function countWire(body: Readable, limits: BodyLimits, onWire: (bytes: number) => void): Transform {
  let seen = 0;
  const counter = new Transform({
    readableHighWaterMark: CHUNK,
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      onWire(chunk.length);
      if (seen > limits.maxWireBytes) done(new BodyTooLargeError(`the body is over ${limits.maxWireBytes} bytes long`));
      else done(null, chunk);
    },
  });
  return pipeline(body, counter, ignore);
}

function unpack(wire: Transform, contentEncoding: string | undefined): Readable {
  switch (contentEncoding?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return wire;
    case 'gzip':
    case 'x-gzip':
      return pipeline(wire, createGunzip({ chunkSize: CHUNK }), ignore);
    case 'br':
      return pipeline(wire, createBrotliDecompress({ chunkSize: CHUNK }), ignore);
    case 'deflate':
      return inflateEither(wire);
    default:
      wire.destroy();
      throw new UnexpectedResponseError(`content encoding ${String(contentEncoding)} was not asked for`);
  }
}

/** "deflate" means zlib (RFC 9110), but some servers send it raw; the low half of the first byte tells them apart. */
function inflateEither(wire: Transform): Readable {
  const out = new PassThrough({ readableHighWaterMark: CHUNK });
  wire.once('error', (err) => out.destroy(err));
  wire.once('end', () => out.end());
  wire.once('data', (first: Buffer) => {
    wire.pause();
    wire.unshift(first);
    wire.removeAllListeners('end');
    const isZlib = ((first[0] ?? 0) & 0x0f) === 8;
    pipeline(wire, isZlib ? createInflate({ chunkSize: CHUNK }) : createInflateRaw({ chunkSize: CHUNK }), out, ignore);
  });
  return out;
}

function textDecoder(contentType: string | undefined): InstanceType<typeof TextDecoder> {
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset);
  } catch (cause) {
    throw new UnexpectedResponseError(`charset ${charset} is unknown`, { cause });
  }
}

/** Errors reach the reader through the stream that it iterates; pipeline only needs a callback to tear the rest down. */
function ignore(): void {}
