import { describe, expect, it } from 'vitest';
import { renderFigure } from '../../../src/figures/index.js';
import { absoluteFromFactor, tverskyFactor } from '../../../src/theory/index.js';
import { RESULT_FIGURES } from '../../../src/studies/allFigures.js';
import { coreComparison } from '../../../src/studies/figures/coreComparison.js';
import { crossEntropyWeights } from '../../../src/studies/figures/crossEntropyWeights.js';
import { syntheticRuns } from '../../../src/studies/figures/syntheticRuns.js';
import { tverskyWeights } from '../../../src/studies/figures/tverskyWeights.js';
import { UserError } from '../../../src/userError.js';
import { layoutFaults } from '../../figures/layoutFaults.js';
import { madeUpRuns } from './madeUpRuns.js';

const all = madeUpRuns();
const runs = syntheticRuns(all);
const NOWHERE = [{ class: 'class 1', predicts: 'nowhere' as const }];

describe.each(RESULT_FIGURES.map((figure) => [figure.id, figure] as const))('the figure %s', (id, figure) => {
  it('has no text that overlaps another or leaves the canvas', async () => {
    expect(layoutFaults(await renderFigure(figure, figure.rowsOf(runs)))).toEqual([]);
  });

  it('has rows that JSON keeps', () => {
    const rows = figure.rowsOf(runs);
    expect(JSON.parse(JSON.stringify(rows))).toEqual(rows);
  });

  it('says that it is synthetic, and its unit and n', () => {
    expect([/-synthetic$/.test(id), /synthetic/i.test(figure.title)]).toEqual([true, true]);
    expect(figure.caption).toMatch(/Synthetic images of .* patients\. A unit is .*; n: /);
  });

  it.each(figure.arms)('names the arm %s where a run of it is missing', (arm) => {
    const less = syntheticRuns(all.filter(({ recipe }) => recipe.arm !== arm || recipe.data.task !== 'mo17'));
    expect(() => figure.rowsOf(less)).toThrow(UserError);
    expect(() => figure.rowsOf(less)).toThrow(`${arm} on mo17, fold 1`);
    expect(less.missing(figure.arms)[0]).toContain(`${arm} on mo17`);
  });
});

describe('syntheticRuns(runs)', () => {
  it('does not take a run of fewer steps for one of the study', () => {
    const [first, ...rest] = all;
    const phases = first!.recipe.training.phases.map((phase) => ({ ...phase, steps: 100 }));
    const quick = { ...first!, recipe: { ...first!.recipe, training: { ...first!.recipe.training, phases } } };
    expect(syntheticRuns([quick, ...rest]).missing([first!.recipe.arm])).toEqual([
      `${first!.recipe.arm} on ${first!.recipe.data.task}, fold 1`,
    ]);
  });
});

describe('an arm with a collapsed run', () => {
  const dead = (arm: string) =>
    syntheticRuns(
      all.map((run) =>
        run.recipe.arm === arm && run.recipe.data.task === 'is17' && run.recipe.split.fold === 0
          ? { ...run, collapsed: NOWHERE }
          : run,
      ),
    );

  it('is named in the core comparison, and has no difference there', async () => {
    const rows = coreComparison.rowsOf(dead('lovaszSoftmax'));
    const row = rows.find(({ task, loss }) => task === 'is17' && loss === 'lovaszSoftmax')!;
    expect([row.collapsed, row.runs, row.difference]).toEqual([1, 5, undefined]);
    const svg = await renderFigure(coreComparison, rows);
    expect(svg).toContain('collapsed in 1 of 5 runs');
    expect(layoutFaults(svg)).toEqual([]);
  });

  it('has no score in the sweeps, and its name below them', async () => {
    const arm = crossEntropyWeights.arms.at(-1)!;
    const rows = crossEntropyWeights.rowsOf(dead(arm));
    expect(rows.find(({ task, weight }) => task === 'is17' && weight === 100)!.dice).toBeUndefined();
    const svg = await renderFigure(crossEntropyWeights, rows);
    expect(svg).toContain('Collapsed, left out: is17 weight 100');
    expect(layoutFaults(svg)).toEqual([]);
  });
});

describe('the rows of tversky-weights-synthetic', () => {
  const rows = tverskyWeights.rowsOf(runs);
  it('never have a gap above the bound', () => {
    for (const { gap = 0, bound } of rows) expect(gap).toBeLessThanOrEqual(bound);
  });
  // 3 − 2√2 for (1, 1), and no gap for (½, ½).
  it('have the bounds of theory', () => {
    expect(rows.find(({ alpha, beta }) => alpha === 1 && beta === 1)!.bound).toBeCloseTo(3 - 2 * Math.SQRT2, 12);
    expect(rows.find(({ task, alpha }) => task === 'br18' && alpha === 0.5)!.gap).toBe(0);
    expect(absoluteFromFactor(tverskyFactor({ alpha: 0.1, beta: 0.9 })).upper).toBeCloseTo((3 - Math.sqrt(5)) / 2, 12);
  });
});

it('the weight of theory is 1/J* of the Dice that training patients reach', () => {
  const rows = crossEntropyWeights.rowsOf(runs);
  // Made up: .37 for is17, so that J* = .37/1.63.
  expect(rows.find(({ task, kind }) => task === 'is17' && kind === 'theory')!.weight).toBeCloseTo(1.63 / 0.37, 12);
});
