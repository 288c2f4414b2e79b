import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mergeResults, type Recipe, type StoredRun } from '../../src/runs/index.js';
import { runStudy, type Study } from '../../src/studies/index.js';
import { smallRecipe } from '../runs/smallRecipe.js';
import { madeRun } from '../runs/storedRun.js';

const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-study-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [short, long] = [2, 8].map((steps) => smallRecipe({ study: 'made-up', arm: 'softDice' }, 'softDice', steps));
/** A study whose presets train one arm for fewer or more steps; `asked` is what its report is given. */
function madeStudy(recipes: Readonly<Record<string, Recipe[]>>): { study: Study; asked: StoredRun[][] } {
  const asked: StoredRun[][] = [];
  const study: Study = {
    id: 'made-up',
    title: 'Made up',
    paper: 'none',
    question: 'Which runs are reported?',
    expectation: 'Those that are asked for.',
    notShown: [],
    tasks: ['po18'],
    presets: {},
    recipes: ({ preset }) => recipes[preset] ?? [],
    report: (runs) => {
      asked.push([...runs]);
      return { text: '' };
    },
  };
  return { study, asked };
}
const report = (study: Study, preset: string, results: string) =>
  runStudy(study, { preset, tasks: ['po18'], sets: [], folders: {}, out: join(folder, 'out'), results, train: false });

describe('runStudy(study, options)', () => {
  it('reports the runs of its preset alone, though another trains an arm of the same name for fewer steps', async () => {
    const { study, asked } = madeStudy({ quick: [short!], full: [long!] });
    const results = join(folder, 'mixed');
    const runs = [madeRun(short), madeRun(long)];
    mergeResults(join(results, 'made-up', 'po18-synthetic.jsonl'), runs);
    await report(study, 'quick', results);
    await report(study, 'full', results);
    expect(asked.map((list) => list.map(({ key }) => key))).toEqual(runs.map(({ key }) => [key]));
  });

  it('reports one run under every name by which the preset asks for it', async () => {
    const other = { ...short!, arm: 'soft Dice, 2 steps' };
    const { study, asked } = madeStudy({ both: [short!, other] });
    const results = join(folder, 'twice');
    mergeResults(join(results, 'made-up', 'po18-synthetic.jsonl'), [madeRun(short)]);
    await report(study, 'both', results);
    expect(asked[0]?.map(({ recipe }) => recipe.arm)).toEqual(['softDice', 'soft Dice, 2 steps']);
  });

  it('reports on nothing where nothing is there, and trains nothing', async () => {
    const { study, asked } = madeStudy({ quick: [short!] });
    const { files, problems } = await report(study, 'quick', join(folder, 'nowhere'));
    expect([asked, problems]).toEqual([[[]], []]);
    expect(files).toEqual([join(folder, 'nowhere', 'made-up', 'po18-synthetic.jsonl')]);
  });
});
