import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/random.js';
import { LONG } from './longTrials.js';
import { childrenOf, contentOf, isThere, startStudy } from './smallStudy.js';

const KILLS = LONG ? 50 : 4;
/** A killed process of a loaded machine takes a moment to be cleared away. */
const GONE_MS = 10_000;

const root = mkdtempSync(join(tmpdir(), 'dice-workbook-kills-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.skipIf(process.platform !== 'linux')('a study that writes a store', () => {
  let undisturbed: Map<string, string>;
  let tookMs = 0;
  beforeAll(async () => {
    const start = Date.now();
    const { code, said } = await startStudy(join(root, 'undisturbed')).ended;
    expect(code, said).toBe(0);
    tookMs = Date.now() - start;
    undisturbed = contentOf(join(root, 'undisturbed'));
    expect(undisturbed.size).toBe(17);
  }, 600_000);

  it(
    `comes to the same bytes after ${KILLS} kills at random moments, whose workers are gone and whose results are kept`,
    { timeout: 7_200_000 },
    async () => {
      const random = seededRandom(50);
      const folder = join(root, 'killed');
      let longestMs = 0;
      const killed = new Map<string, number>();
      for (let n = 0; n < KILLS;) {
        const { child, ended } = startStudy(folder);
        const moment = random.uniform() * 0.9 * tookMs;
        const what = (['parent', 'parent', 'group', 'interrupt', 'worker'] as const)[random.integer(5)]!;
        await Promise.race([ended, pause(moment)]);
        const workers = childrenOf(child.pid!);
        if (child.exitCode !== null) {
          const { code, said } = await ended;
          expect(code, said).toBe(0);
          // It was done before its moment: the next one starts from nothing.
          expect(contentOf(folder)).toEqual(undisturbed);
          rmSync(folder, { recursive: true, force: true });
          continue;
        }
        const before = existsSync(folder) ? contentOf(folder) : new Map<string, string>();
        if (what === 'worker' && workers.length > 0) process.kill(workers[random.integer(workers.length)]!, 'SIGKILL');
        else if (what === 'group') process.kill(-child.pid!, 'SIGKILL');
        else child.kill(what === 'interrupt' ? 'SIGINT' : 'SIGKILL');
        n++;
        killed.set(what, (killed.get(what) ?? 0) + 1);
        const start = Date.now();
        const { code, said } = await ended;
        if (what === 'worker' && workers.length > 0 && code !== 0) {
          expect(said).toMatch(/a training process was ended by SIGKILL before its run was done.*goes on from there/s);
          expect(said).not.toMatch(/ at .*\.js:\d/);
        }
        while (workers.some(isThere) && Date.now() - start < GONE_MS) await pause(20);
        expect(workers.filter(isThere)).toEqual([]);
        longestMs = Math.max(longestMs, Date.now() - start);
        // What was there stays as it is, and nothing is there by half.
        for (const [name, content] of existsSync(folder) ? contentOf(folder) : []) {
          if (name.startsWith('store')) expect(content === undisturbed.get(name), name).toBe(true);
          if (before.has(name) && name.startsWith('store')) expect(content === before.get(name), name).toBe(true);
        }
        for (const name of before.keys()) expect(existsSync(join(folder, name)), name).toBe(true);
      }
      const { code, said } = await startStudy(folder).ended;
      expect(code, said).toBe(0);
      expect(contentOf(folder)).toEqual(undisturbed);
      expect(readdirSync(join(folder, 'store')).filter((name) => name.includes('.claim'))).toEqual([]);
      console.log(`kills: ${JSON.stringify(Object.fromEntries(killed))}; workers gone after ${longestMs} ms at most`);
    },
  );

  it('is shared by four processes on one store, which all come to the same bytes', { timeout: 600_000 }, async () => {
    const folder = join(root, 'shared');
    const all = await Promise.all([1, 2, 3, 4].map(() => startStudy(folder).ended));
    for (const { code, said } of all) expect(code, said).toBe(0);
    expect(contentOf(folder)).toEqual(undisturbed);
    const left = readdirSync(join(folder, 'store')).filter((name) => !/\.(json|f32)$/.test(name));
    expect(left).toEqual([]);
  });
});
