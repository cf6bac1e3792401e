/** Jest loads this file outside its own transform, so TypeScript comes in through tsx. */
import { tsImport } from 'tsx/esm/api';

export default async function setup() {
  const { default: runSetup } = await tsImport('./run-setup.ts', import.meta.url);
  await runSetup();
}
