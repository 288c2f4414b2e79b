import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { medianMs } from '../../src/bench/medianMs.js';
import { benchKeys } from '../../src/bench/run.js';
import { command } from '../../src/commands/bench.js';

describe('medianMs(call, repeats, warmup)', () => {
  it('calls repeats + warmup times and awaits each', async () => {
    let calls = 0;
    const ms = await medianMs(
      async () => {
        await Promise.resolve();
        calls++;
      },
      4,
      2,
    );
    expect(calls).toBe(6);
    expect(ms).toBeGreaterThanOrEqual(0);
  });
});

describe('the benchmark', () => {
  it('has the keys of the losses in the shape of the reference', async () => {
    expect(await benchKeys(2)).toEqual(
      expect.arrayContaining([
        'soft_dice_16x256x256',
        'soft_jaccard_16x256x256',
        'soft_tversky_16x256x256',
        'cross_entropy_16x256x256',
        'lovasz_16x256x256',
      ]),
    );
  });

  it('has a reference in the package that measures the same keys', async () => {
    const script = readFileSync(new URL('../../src/bench/reference.py', import.meta.url), 'utf8');
    const work = script.slice(script.indexOf('WORK = {'));
    expect([...work.matchAll(/^ {4}"(\w+)":/gm)].map(([, key]) => key)).toEqual(await benchKeys(2));
  });

  it('tells at once what a reference lacks', async () => {
    const bench = (reference: string) => command.run({ keys: 'lovasz_16x256x256', reference }, []);
    await expect(bench('no-such-python')).rejects.toThrow(/there is no program 'no-such-python'/);
    // A program that is no Python fails at the script.
    await expect(bench(process.execPath)).rejects.toThrow(/could not measure 'lovasz_16x256x256': /);
  });

  it('refuses an unknown key, a number of threads that is none, and a reference that does not exist', async () => {
    await expect(command.run({ keys: 'fast' }, [])).rejects.toThrow(
      /there is no benchmark 'fast'\. Benchmarks: .*lovasz_16x256x256/,
    );
    await expect(command.run({ threads: '0' }, [])).rejects.toThrow(
      /--threads takes a whole number of at least 1, got 0/,
    );
    await expect(
      command.run({ keys: 'lovasz_16x256x256', reference: 'python3', 'reference-script': '/nowhere.py' }, []),
    ).rejects.toThrow(/'\/nowhere\.py' does not exist/);
  });
});
