import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures.js';
import { writeSeeds } from './fuzzSeeds.js';

const INPUTS = 20_000;
/** Longer than this without a hundred inputs done, and a reader hangs. */
const PATIENCE_MS = 60_000;

interface Told {
  done: number;
  faults?: { n: number; seed: string; wrong: string }[];
  peak?: number;
  slowest?: number;
  read?: number;
  refused?: number;
}

it(
  `the readers give a mask of the right shape or a sentence for ${INPUTS} damaged files, in little memory and time`,
  { timeout: 600_000 },
  async () => {
    const folder = temporaryFolder();
    const [seeds, work] = [join(folder, 'seeds'), join(folder, 'inputs')];
    mkdirSync(seeds);
    mkdirSync(work);
    await writeSeeds(seeds);
    const last = await new Promise<Told>((resolve, reject) => {
      const script = fileURLToPath(new URL('fuzzReaders.mjs', import.meta.url));
      const child = fork(script, [seeds, String(INPUTS), '1', work], { execArgv: ['--expose-gc'] });
      let [told, timer]: [Told, NodeJS.Timeout | undefined] = [{ done: 0 }, undefined];
      const watch = () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          child.kill('SIGKILL');
          reject(new Error(`a reader hangs on an input after number ${told.done}`));
        }, PATIENCE_MS);
      };
      watch();
      child.on('message', (message: Told) => {
        told = message;
        watch();
      });
      child.on('exit', (code) => {
        clearTimeout(timer);
        if (code === 0) resolve(told);
        else reject(new Error(`the readers ended the process (code ${code}) after input ${told.done}`));
      });
    });
    expect(last.faults).toEqual([]);
    expect(last.done).toBe(INPUTS);
    expect(last.peak! / 2 ** 20).toBeLessThan(512);
    // Both outcomes must occur, or the inputs try nothing: undamaged meaning, and refusals.
    expect(last.read!).toBeGreaterThan(INPUTS / 10);
    expect(last.refused!).toBeGreaterThan(INPUTS / 10);
  },
);
