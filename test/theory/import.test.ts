import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const built = fileURLToPath(new URL('../../dist/theory/index.js', import.meta.url));

/** Imports the built entry point in a fresh process with a loader hook that records every module it resolves. */
function modulesLoadedBy(entry: string): string[] {
  const script = `
    const { register } = await import('node:module');
    const hook = 'data:text/javascript,' + encodeURIComponent("import { writeSync } from 'node:fs'; export async function resolve(s, c, n) { const r = await n(s, c); writeSync(1, r.url + '\\\\n'); return r; }");
    register(hook);
    await import(${JSON.stringify(entry)});
  `;
  const resolved = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return [...new Set(resolved.trim().split('\n'))];
}

describe('dice-workbook/theory', () => {
  it.skipIf(!existsSync(built))(
    'loads only its own files, rigor and overlap: neither TensorFlow.js nor mathjs nor the LP solver',
    () => {
      const loaded = modulesLoadedBy(built);
      expect(loaded.length).toBeGreaterThan(10);
      // A file costs half a millisecond: 40 are the 60 ms that an import may take, with the start of the loader.
      expect(loaded.length).toBeLessThan(40);
      expect(loaded.filter((url) => /node_modules|tensorflow|mathjs\/|highs/.test(url))).toEqual([]);
      expect(loaded.filter((url) => url.startsWith('file:') && !/\/dist\/(theory|rigor|overlap)\//.test(url))).toEqual(
        [],
      );
    },
  );
});
