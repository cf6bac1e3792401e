/** Jest loads this file outside its own transform, so TypeScript comes in through tsx. */
import { tsImport } from 'tsx/esm/api';

export default async function teardown() {
  const { default: runTeardown } = await tsImport('./run-teardown.ts', import.meta.url);
  await runTeardown();
}
