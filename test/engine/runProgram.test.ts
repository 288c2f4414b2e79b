import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../src/engine/native/runProgram.js';

const built = (name: string) => new URL(`../../dist/engine/native/${name}.js`, import.meta.url).href;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const isThere = (pid: number) =>
  !['', 'Z'].includes(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.slice(0, 1));
/** Waits up to 20 s for something to be so. */
async function until(holds: () => boolean): Promise<boolean> {
  for (let waited = 0; !holds() && waited < 20_000; waited += 50) await pause(50);
  return holds();
}

describe('runProgram(program, args, timeLimitS)', () => {
  it('gives what was printed on both streams, and takes arguments as they are', async () =>
    expect(await runProgram('sh', ['-c', 'echo "$1"; echo b >&2', 'sh', '$(x) "y"'], 20)).toBe('$(x) "y"\nb\n'));
  it.each([
    [
      'a program that fails',
      ['sh', ['-c', 'echo "error: it is broken"; echo more; exit 3'], 20],
      /code 3: error: it is broken/,
    ],
    ['a program that is not there', ['/no/such/program', [], 20], /no\/such\/program/],
    ['a program that takes too long', ['sleep', ['60'], 0.2], /sleep took longer than 0.2 s/],
  ] as const)('refuses %s', async (_, [program, args, limit], message) =>
    expect(runProgram(program, [...args], limit)).rejects.toThrow(message),
  );

  it.skipIf(process.platform === 'win32').each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
    'is ended with all it has started where its parent is ended by %s, and a half-made entry of the cache is removed',
    async (signal) => {
      const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-set-up-'));
      const [entry, pids] = [join(folder, 'cache', 'entry'), join(folder, 'pids')];
      const code = `
        import { makeEntry } from ${JSON.stringify(built('cache'))};
        import { runProgram } from ${JSON.stringify(built('runProgram'))};
        await makeEntry(${JSON.stringify(entry)}, (staging) =>
          runProgram('sh', ['-c', 'sleep 600 & echo $! $$ > "$1"; wait', 'sh', ${JSON.stringify(pids)}], 600));`;
      const parent = spawn(process.execPath, ['--input-type=module', '-e', code]);
      expect(await until(() => existsSync(pids) && /\d+ \d+\n/.test(readFileSync(pids, 'utf8')))).toBe(true);
      const children = readFileSync(pids, 'utf8').trim().split(' ').map(Number);
      expect(children.filter(isThere)).toEqual(children);
      parent.kill(signal);
      expect(await until(() => !children.some(isThere))).toBe(true);
      const left = () => readdirSync(join(folder, 'cache'));
      if (signal === 'SIGKILL') {
        // Killed outright it cannot tidy up: the next set-up does.
        const next = `
          import { removeAbandoned } from ${JSON.stringify(built('cache'))};
          await removeAbandoned(${JSON.stringify(entry)});`;
        expect(left()).toHaveLength(1);
        spawnSync(process.execPath, ['--input-type=module', '-e', next]);
      }
      expect(await until(() => left().length === 0)).toBe(true);
    },
  );
});
