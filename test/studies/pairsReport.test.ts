import { expect, it } from 'vitest';
import { pairsRecipes } from '../../src/studies/pairsArms.js';
import { pairsReport } from '../../src/studies/pairsReport.js';
import { image, madeRun } from '../runs/storedRun.js';

const made = (percent: Record<string, number>, nearestSource = 0.5) =>
  pairsReport(
    pairsRecipes('full', { task: 'po18' }).map((recipe) => {
      const p = percent[recipe.arm] ?? 50;
      const images = Array.from({ length: 20 }, (_, k) =>
        image(`f${recipe.split.fold}i${k}`, `f${recipe.split.fold}p${k}`, [p + (k % 2), 100 - p, 100 - p]),
      );
      const use = recipe.training.procedure;
      const noted = use?.id === 'pairsOfFew' && use.pairs.use !== 'real' ? { noted: { nearestSource } } : {};
      return madeRun(recipe, images, noted);
    }),
  );
const verdicts = (report: ReturnType<typeof made>) => report.tables![0]!.rows.map(({ verdict }) => verdict);

it('pairsReport(runs) judges each claim on the sets there are', () => {
  expect(verdicts(made({ real: 60, both: 70, 'both, augmented': 40 }))).toEqual(['confirmed', 'confirmed', 'refuted']);
  expect(verdicts(made({}))).toEqual(['not decided', 'not decided', 'not decided']);
});

it('pairsReport(runs) tells how near the made images lie, of the arms that learn from some', () => {
  const { rows } = made({}, 0.25).tables![1]!;
  expect(rows.filter(({ nearestSource }) => nearestSource !== undefined).map(({ arm }) => arm)).toEqual([
    'synthetic',
    'both',
    'synthetic, augmented',
    'both, augmented',
  ]);
  expect(rows.find(({ arm }) => arm === 'both')!.nearestSource).toBe(0.25);
});

it('pairsReport(runs) says nothing of no runs', () => {
  expect(pairsReport([]).tables![1]!.rows).toEqual([]);
});
