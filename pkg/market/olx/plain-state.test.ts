import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { PageBody } from '../page-body.js';
import { startDemoMarket } from '../demo/demo-server.js';
import { createMarketplace } from '../markets.js';

/** The whole text and the bytes of it must be read as the same page. */
function expectSame(slug: string, bytes: Buffer): void {
  const market = createMarketplace(slug, { demoUrl: 'http://127.0.0.1:8090' });
  expect(market.parse(new PageBody(bytes))).toEqual(market.parse(bytes.toString('utf8')));
}

test.each(['2025', '2026', 'no-state'] as const)(
  'pages of generation %s read the same from bytes as from text',
  async (generation) => {
    const demo = await startDemoMarket({ seed: 5, ads: 400, generation });
    try {
      for (const path of [
        '/ads/q-rtx/',
        '/ads/q-rtx/?page=2',
        '/ads/q-%D0%B2%D0%B8%D0%B4%D0%B5%D0%BE%D0%BA%D0%B0%D1%80%D1%82%D0%B0/?page=3',
        '/ads/q-nothing-of-the-kind/',
      ])
        expectSame('demo', Buffer.from(await (await fetch(demo.url + path)).arrayBuffer()));
    } finally {
      await demo.close();
    }
  },
);

test('torn and broken pages read the same from bytes as from text', async () => {
  const demo = await startDemoMarket({ seed: 6, ads: 200, generation: '2026' });
  try {
    const page = Buffer.from(await (await fetch(`${demo.url}/ads/q-rtx/`)).arrayBuffer());
    for (let share = 0; share < 1; share += 0.05) expectSame('demo', page.subarray(0, Math.floor(page.length * share)));
    expectSame('demo', Buffer.from([0xff, 0xfe, 0x00, 0x80]));
  } finally {
    await demo.close();
  }
});

test('saved real pages read the same from bytes as from text', async () => {
  const folder = join(import.meta.dirname, '../../../../shared/data/olx-pages');
  if (!existsSync(folder)) {
    process.stderr.write(`real pages not checked: there is no ${folder}\n`);
    return;
  }
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.html')))
    expectSame(`olx-${name.slice(0, 2)}`, await readFile(join(folder, name)));
});
