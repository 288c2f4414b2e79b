import { createRequire } from 'node:module';
import type { Bundle } from '../../src/notebook/display.js';

const require = createRequire(import.meta.url);
const path = require.resolve('tslab/dist/jupyter.js');

/** Stands in for the kernel while `run` runs, and returns what was displayed. */
export async function captureDisplay(run: () => unknown): Promise<Bundle[]> {
  const shown: Bundle[] = [];
  require.cache[path] = {
    exports: { lastWriteDisplayData: ({ data }: { data: Bundle }) => shown.push(data) },
  } as NodeModule;
  try {
    await run();
  } finally {
    delete require.cache[path];
  }
  return shown;
}
