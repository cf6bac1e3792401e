/** Certificates made by node:crypto alone, so that TLS tests need neither openssl nor a key in the repository. */
import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { isIPv4 } from 'node:net';

export interface Certificate {
  /** PEM */
  readonly cert: string;
  /** PEM */
  readonly key: string;
}

/** Valid from yesterday for a year, for the given DNS names; as it is its own authority, trust `cert` as `ca`. */
export function selfSignedCertificate(...names: readonly string[]): Certificate {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return make(names, keys, { commonName: names[0] ?? 'test', key: keys.privateKey });
}

/** An authority of one's own, and what it signs for DNS names and IPv4 addresses. */
export function privateAuthority(): { readonly cert: string; issue(...names: readonly string[]): Certificate } {
  const authority = { commonName: 'a private authority' };
  const { cert, key } = selfSignedCertificate(authority.commonName);
  return {
    cert,
    issue: (...names) =>
      make(names, generateKeyPairSync('ec', { namedCurve: 'P-256' }), { ...authority, key: createPrivateKey(key) }),
  };
}

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

function make(
  names: readonly string[],
  { publicKey, privateKey }: KeyPair,
  issuer: { readonly commonName: string; readonly key: KeyObject },
): Certificate {
  const day = 86_400_000;
  const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
  const isAuthority = issuer.key === privateKey;
  const alternativeNames = sequence(
    ...names.map((name) =>
      isIPv4(name) ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name)),
    ),
  );
  const extensions = [
    sequence(oid(0x55, 0x1d, 0x11), der(0x04, alternativeNames)),
    sequence(oid(0x55, 0x1d, 0x13), der(0x04, isAuthority ? sequence(der(0x01, Buffer.from([0xff]))) : sequence())),
  ];
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))), // version 3
    der(0x02, Buffer.from([1])), // serial number
    ecdsaWithSha256,
    distinguishedName(issuer.commonName),
    sequence(utcTime(Date.now() - day), utcTime(Date.now() + 365 * day)),
    distinguishedName(names[0] ?? 'test'),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', toBeSigned, issuer.key)]));
  const cert = sequence(toBeSigned, ecdsaWithSha256, signature).toString('base64');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${(cert.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** Of a common name alone. */
function distinguishedName(commonName: string): Buffer {
  return sequence(der(0x31, sequence(oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from(commonName)))));
}

/** One DER element: tag, length, content (X.690). */
function der(tag: number, content: Buffer): Buffer {
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function oid(...bytes: readonly number[]): Buffer {
  return der(0x06, Buffer.from(bytes));
}

/** YYMMDDHHMMSSZ */
function utcTime(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/\D/g, '');
  return der(0x17, Buffer.from(`${digits.slice(2, 14)}Z`));
}
