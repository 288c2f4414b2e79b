import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mergeResults, type StoredRun } from '../../src/runs/index.js';
import { diceLosses } from '../../src/studies/diceLosses.js';
import { runStudy } from '../../src/studies/index.js';
import { world } from './hypotheses/world.js';
import { madeRun } from '../runs/storedRun.js';

const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-bad-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const losses = ['crossEntropy', 'softDice', 'softJaccard'];
/** Made-up runs of three losses on one task, all five folds. */
const runs = world({}).filter(
  ({ recipe: { arm, data } }) => losses.includes(arm) && data.task === 'po18' && !data.multiClass,
);
/** The same run as it would be on other images, or by other code. */
const remade = ({ recipe, images, ...rest }: StoredRun, changes: { data?: string; code?: string }) =>
  madeRun(recipe, images, { thresholds: rest.thresholds!, data: rest.data, code: rest.code, ...changes });

let copies = 0;
/** Reports on a results file that was first spoilt. */
async function reported(kept: readonly StoredRun[], spoil: (path: string) => void = () => {}) {
  const results = join(folder, String(copies++));
  const path = join(results, 'dice-losses', 'po18-synthetic.jsonl');
  mergeResults(path, kept);
  spoil(path);
  const options = { preset: 'full', tasks: ['po18'] as const, sets: [], folders: {}, out: folder, results };
  const { report, problems } = await runStudy(diceLosses, { ...options, train: false });
  return { table: report.text.split('H1')[0] ?? '', problems: problems.join('\n') };
}
const rowOf = (table: string, title: string) => table.split('\n').find((line) => line.startsWith(`${title}  `));
const isAt = (arm: string, fold: number) => (run: StoredRun) =>
  run.recipe.arm === arm && run.recipe.split.fold === fold;

describe('a study that reports spoilt results', async () => {
  const sound = await reported(runs);
  it('has rows of all three losses where they are sound, and nothing to tell', () => {
    for (const title of ['cross-entropy', 'soft Dice', 'soft Jaccard']) expect(rowOf(sound.table, title)).toBeDefined();
    expect(sound.problems).toBe('');
  });

  it.each([
    [
      'a file cut in the middle of its last line',
      (path: string) => writeFileSync(path, readFileSync(path, 'utf8').slice(0, -300)),
      /line 15 is left out: it is cut off or damaged/,
      'soft Jaccard lacks fold 5',
    ],
  ])('%s: tells it and leaves the arm out', async (_, spoil, problem, told) => {
    const { table, problems } = await reported(runs, spoil);
    expect(problems).toMatch(problem);
    expect(table).toContain(told);
    expect(rowOf(table, 'soft Jaccard')).toBeUndefined();
    expect(rowOf(table, 'soft Dice')).toBe(rowOf(sound.table, 'soft Dice'));
  });

  it('a line that stands twice: tells it and counts it once', async () => {
    const { table, problems } = await reported(runs, (path) =>
      appendFileSync(path, `${readFileSync(path, 'utf8').split('\n')[0]}\n`),
    );
    expect(problems).toMatch(/line 16 stands twice and counts once/);
    expect(table).toBe(sound.table);
  });

  it.each([
    ['a run of another revision', { code: 'older' }, /1 runs of another revision of the code/],
    ['a run on other images than the frozen ones', { data: 'changed' }, /1 runs on other images/],
  ])('%s: tells it and never averages it', async (_, changes, problem) => {
    const is = isAt('softDice', 1);
    const { table, problems } = await reported(runs.map((run) => (is(run) ? remade(run, changes) : run)));
    expect(problems).toMatch(problem);
    expect(table).toContain('soft Dice lacks fold 2');
    expect(rowOf(table, 'soft Dice')).toBeUndefined();
  });

  it('all runs on images that are not the frozen ones: tells the hashes and reports nothing', async () => {
    const { table, problems } = await reported(runs.map((run) => remade(run, { data: 'changed' })));
    expect(problems).toMatch(/15 runs are left out .* another po18, .* hash changed in place of the frozen 0b13/);
    expect(table).not.toContain('PO18, synthetic images');
  });

  it('a missing fold: tells it and leaves the arm out', async () => {
    const is = isAt('softJaccard', 2);
    const { table, problems } = await reported(runs.filter((run) => !is(run)));
    expect(problems).toBe('');
    expect(table).toContain('Left out of po18: soft Jaccard lacks fold 3.');
    expect(rowOf(table, 'soft Jaccard')).toBeUndefined();
  });
});
