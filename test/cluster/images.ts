/** Images of this release and of the last one for a node on this machine, put together from a base that the cluster tools keep. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildLastRelease, LAST_RELEASE } from '../upgrade/last-release.js';
import type { KubeTools } from './kube-tools.js';

const root = join(import.meta.dirname, '../..');
const work = join(root, '.cache/cluster');

/** Imports both, each under the names of API and scraper: the stand-in has the programs of both, and the chart says which one it starts. */
export async function importImages(tools: KubeTools): Promise<Record<string, string>> {
  const { images } = tools;
  if (!existsSync(join(images, 'base.tar'))) execFileSync(tools.script('images.sh'), [root], { stdio: 'inherit' });
  rmSync(work, { recursive: true, force: true });
  const here = importImage(tools, 'here', root, {
    'package.json': join(root, 'package.json'),
    'package-lock.json': join(root, 'package-lock.json'),
  });
  // The tools' own DNS runs in this one, wherever nobody has imported another.
  if (!tools.runs) ctr(tools, 'images', 'tag', '--force', here, 'ghcr.io/gpu-tracker/gpu-tracker-api:0.1.0');
  const last = await buildLastRelease();
  const lock = join(last, 'package-lock.json');
  writeFileSync(
    lock,
    execFileSync('git', ['show', `${LAST_RELEASE.commit}:package-lock.json`], { cwd: root, maxBuffer: 64 << 20 }),
  );
  const before = importImage(tools, 'last', last, {
    'package.json': join(last, 'package.json'),
    'package-lock.json': lock,
  });
  for (const name of ['img-pause.tar', 'img-pg.tar']) ctr(tools, 'images', 'import', '--local', join(images, name));
  const postgresql = 'docker.io/library/postgres';
  ctr(tools, 'images', 'tag', '--force', `${postgresql}:18.1-trixie`, `${postgresql}:19.0-trixie`);
  return {
    ANY_USER_POSTGRESQL: importForAnyUser(tools, `${postgresql}:18.1-any-user`),
    ...{ IMAGE_API: here, IMAGE_SCRAPER: here.replace('-api:', '-scraper:') },
    ...{ LAST_IMAGE_API: before, LAST_IMAGE_SCRAPER: before.replace('-api:', '-scraper:') },
    NEXT_POSTGRESQL: '1',
  };
}

/** Resolves to its name as that of the API. */
function importImage(tools: KubeTools, tag: string, project: string, manifest: Record<string, string>): string {
  const app = join(work, tag, 'app');
  mkdirSync(join(app, 'scripts'), { recursive: true });
  for (const [name, file] of Object.entries(manifest)) cpSync(file, join(app, name));
  cpSync(join(root, 'scripts/prune-image.mjs'), join(app, 'scripts/prune-image.mjs'));
  const production = [
    'ci',
    '--omit=dev',
    '--omit=optional',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
  ];
  execFileSync('npm', production, { cwd: app, stdio: 'ignore' });
  execFileSync(process.execPath, ['scripts/prune-image.mjs'], { cwd: app });
  cpSync(join(project, 'dist'), join(app, 'dist'), { recursive: true });
  const layer = join(work, tag, 'layer.tar');
  execFileSync('tar', ['-C', join(work, tag), '--owner=0', '--group=0', '-cf', layer, 'app']);
  const api = `gpu-tracker-api:${tag}`;
  const archive = join(work, tag, 'image.tar');
  const { images } = tools;
  const layers = [join(images, 'base.tar'), layer];
  execFileSync('python3', [
    tools.script('mkimage.py'),
    archive,
    `docker.io/library/${api}`,
    join(images, 'api.json'),
    ...layers,
  ]);
  ctr(tools, 'images', 'import', '--local', archive);
  const scraper = api.replace('-api:', '-scraper:');
  ctr(tools, 'images', 'tag', '--force', `docker.io/library/${api}`, `docker.io/library/${scraper}`);
  rmSync(join(work, tag), { recursive: true });
  return `docker.io/library/${api}`;
}

/** PostgreSQL whose passwd knows one more user: OpenShift's runtime writes that of the namespace into every container. */
function importForAnyUser(tools: KubeTools, name: string): string {
  const { images } = tools;
  const base = join(images, 'base.tar');
  const folder = join(work, 'any-user');
  mkdirSync(join(folder, 'etc'), { recursive: true });
  const known = execFileSync('tar', ['-xOf', base, './etc/passwd'], { encoding: 'utf8' });
  writeFileSync(join(folder, 'etc/passwd'), `${known}1000660000:x:1000660000:0::/tmp:/sbin/nologin\n`);
  const [layer, archive] = [join(folder, 'layer.tar'), join(folder, 'image.tar')];
  execFileSync('tar', ['-C', folder, '--owner=0', '--group=0', '-cf', layer, 'etc']);
  execFileSync('python3', [tools.script('mkimage.py'), archive, name, join(images, 'pg.json'), base, layer]);
  ctr(tools, 'images', 'import', '--local', archive);
  rmSync(folder, { recursive: true });
  return name;
}

function ctr({ home, data }: KubeTools, ...args: string[]): void {
  const socket = ['--address', join(data, 'run/containerd.sock'), '--namespace', 'k8s.io'];
  execFileSync(join(home, 'bin/ctr'), [...socket, ...args], { stdio: 'ignore' });
}
