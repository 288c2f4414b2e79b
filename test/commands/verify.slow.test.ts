import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { committedRuns } from '../../src/studies/index.js';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
/** The shortest committed training. */
const key = () =>
  committedRuns('dice-losses').runs.find(
    ({ recipe: { arm, data } }) => arm === 'softDice, 100 steps' && data.task === 'is17',
  )!.key;

it('trains a committed run again, and the same comes out', () => {
  const said = execFileSync(process.execPath, [CLI, 'verify', '--key', key()], { encoding: 'utf8' });
  expect(said).toMatch(/^✓ [0-9a-f]{24}  is17 synthetic, softDice, 100 steps, fold 1: /);
  expect(said).toContain('All 1 runs come out again.');
}, 120_000);

it.each([
  [['--key', 'nonsense'], "'nonsense' is neither a file nor the key of a committed run"],
  [['--sample', '0'], '--sample takes a whole number of at least 1, got 0'],
  [['--study', 'none'], "unknown study 'none'"],
])('refuses %j in a sentence', (args, sentence) => {
  const { status, stderr } = spawnSync(process.execPath, [CLI, 'verify', ...args], { encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toContain(sentence);
});
