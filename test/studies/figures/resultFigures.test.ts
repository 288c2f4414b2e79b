import { describe, expect, it } from 'vitest';
import { renderFigure } from '../../../src/figures/index.js';
import { absoluteFromFactor, tverskyFactor } from '../../../src/theory/index.js';
import { RESULT_FIGURES, resultFigures } from '../../../src/studies/allFigures.js';
import { coreComparison } from '../../../src/studies/figures/coreComparison.js';
import { criticalDifferences } from '../../../src/studies/figures/criticalDifference.js';
import { crossEntropyWeights } from '../../../src/studies/figures/crossEntropyWeights.js';
import { pairwiseSignificance } from '../../../src/studies/figures/pairwiseSignificance.js';
import { reliabilityDiagram } from '../../../src/studies/figures/reliability.js';
import { figureOf, obstacles, type ResultFigure } from '../../../src/studies/figures/resultFigure.js';
import { studyRuns, type MaterialId, type StudyRuns } from '../../../src/studies/figures/studyRuns.js';
import { trainingPatientsCurve } from '../../../src/studies/figures/sweepCurves.js';
import { taskLossMap } from '../../../src/studies/figures/taskLossMap.js';
import { tverskyWeights } from '../../../src/studies/figures/tverskyWeights.js';
import { volumeBiasFigure } from '../../../src/studies/figures/volumeBias.js';
import { UserError } from '../../../src/userError.js';
import { layoutFaults } from '../../figures/layoutFaults.js';
import { madeUpRuns } from './madeUpRuns.js';

const all = madeUpRuns();
const of = new Map(
  (['synthetic', 'several-classes-synthetic', 'real'] as const).map((material) => [material, studyRuns(all, material)]),
);
const runsOf = (material: MaterialId) => of.get(material)!;
const runs = runsOf('synthetic');
const NOWHERE = [{ class: 'class 1', predicts: 'nowhere' as const }];

const drawn = RESULT_FIGURES.flatMap((parts) =>
  parts.materials.map((material) => [`${parts.name}-${material}`, parts, material] as const),
);

describe.each(drawn)('the figure %s', (id, parts, material) => {
  const figure = figureOf(parts, runsOf(material));

  it('has no text that overlaps another or leaves the canvas, and rows that JSON keeps', async () => {
    const rows = await figure.rows();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.parse(JSON.stringify(rows))).toEqual(rows);
    expect(layoutFaults(await renderFigure(figure, rows))).toEqual([]);
  });

  it('says whether it is synthetic, and its unit and n', () => {
    expect(figure.id).toBe(id);
    const kind = material === 'real' ? /real/i : /synthetic/i;
    const other = material === 'real' ? /synthetic/i : /real images/i;
    expect([figure.id, figure.title, figure.caption].every((text) => kind.test(text) && !other.test(text))).toBe(true);
    expect(figure.caption).toMatch(/(Synthetic|Real) images of .* patients\. A unit is .*; n: /);
  });

  it.skipIf(parts.arms.length === 0)('cannot be drawn without one of its arms, and says which', () => {
    const arm = parts.arms.at(-1)!;
    const less = studyRuns(
      all.filter(({ recipe }) => recipe.arm !== arm),
      material,
    );
    expect(obstacles(parts, less).join()).toContain(`${arm} on`);
    const [first] = less.sets;
    expect(() => less.of(first!.name, arm)).toThrow(UserError);
    expect(() => less.of(first!.name, arm)).toThrow(`${arm} on ${first!.name}, fold 1`);
  });
});

describe('resultFigures(runsOf)', () => {
  it('draws everything where every run is there', () => {
    const { figures, leftOut } = resultFigures(runsOf);
    expect(figures.map(({ id }) => id)).toEqual(drawn.map(([id]) => id));
    expect(leftOut).toEqual([]);
  });

  it('draws nothing of no runs, and says what is missing of each figure', () => {
    const { figures, leftOut } = resultFigures((material) => studyRuns([], material));
    expect(figures).toEqual([]);
    expect(leftOut).toHaveLength(drawn.length);
    expect(leftOut[0]).toMatch(/^core-comparison-synthetic is left out: no run of crossEntropy on br18, fold 1, 2/);
  });

  it('draws real sets that are whole without those that are not', async () => {
    const less = all.filter(({ recipe: { data, arm } }) => !('set' in data && data.set.startsWith('is18') && arm === 'softDice'));
    const figure = figureOf(coreComparison, studyRuns(less, 'real'));
    expect(new Set((await figure.rows()).map(({ task }) => task))).toEqual(new Set(['mo17_shenzhen', 'po18_kvasirseg']));
    expect(figure.caption).not.toContain('is18');
  });
});

describe('studyRuns(runs, material)', () => {
  const [first, ...rest] = all;
  const missing = { arm: first!.recipe.arm, task: first!.recipe.data.task };

  it('does not take a run of fewer steps for one of the study', () => {
    const phases = first!.recipe.training.phases.map((phase) => ({ ...phase, steps: 100 }));
    const quick = { ...first!, recipe: { ...first!.recipe, training: { ...first!.recipe.training, phases } } };
    expect(studyRuns([quick, ...rest], 'synthetic').missing([missing.arm])).toEqual([
      `${missing.arm} on ${missing.task}, fold 1`,
    ]);
  });

  it('does not take a run on other images than the frozen ones', () => {
    expect(studyRuns([{ ...first!, data: 'other images' }, ...rest], 'synthetic').missing([missing.arm])).toEqual([
      `${missing.arm} on ${missing.task}, fold 1`,
    ]);
  });

  it('tells sets of real images apart that are read in two ways', () => {
    const real = all.filter(({ recipe }) => 'set' in recipe.data && recipe.data.set === 'is18_aisd');
    const again = real.map((run) => ({
      ...run,
      recipe: { ...run.recipe, data: { ...run.recipe.data, invert: true } as typeof run.recipe.data },
    }));
    const { sets } = studyRuns([...real, ...again], 'real');
    expect(sets.map(({ name }) => name)).toEqual(['is18_aisd', 'is18_aisd (2)']);
  });
});

describe('an arm with a collapsed run', () => {
  const made = new Map<string, StudyRuns>();
  const dead = (arm: string) => {
    const known = made.get(arm) ?? without(arm);
    made.set(arm, known);
    return known;
  };
  const without = (arm: string) =>
    studyRuns(
      all.map((run) =>
        run.recipe.arm === arm && run.recipe.data.task === 'is17' && run.recipe.split.fold === 0
          ? { ...run, collapsed: NOWHERE }
          : run,
      ),
      'synthetic',
    );
  const svgOf = async <Row extends Record<string, unknown>>(parts: ResultFigure<Row>, arm: string) => {
    const figure = figureOf(parts, dead(arm));
    const svg = await renderFigure(figure as never, await figure.rows());
    expect(layoutFaults(svg)).toEqual([]);
    return svg;
  };

  it('is named in the core comparison, and has no difference there', async () => {
    const row = coreComparison
      .rowsOf(dead('lovaszSoftmax'))
      .find(({ task, loss }) => task === 'is17' && loss === 'lovaszSoftmax')!;
    expect([row.collapsed, row.runs, row.difference]).toEqual([1, 5, undefined]);
    expect(await svgOf(coreComparison, 'lovaszSoftmax')).toContain('collapsed in 1 of 5 runs');
  });

  it('has no score in the sweeps, and its name below them', async () => {
    const arm = crossEntropyWeights.arms.at(-1)!;
    const rows = crossEntropyWeights.rowsOf(dead(arm));
    expect(rows.find(({ task, weight }) => task === 'is17' && weight === 100)!.dice).toBeUndefined();
    expect(await svgOf(crossEntropyWeights, arm)).toContain('Collapsed, left out: is17 weight 100');
    expect(await svgOf(trainingPatientsCurve, 'softDice, 8 patients')).toContain('is17 soft Dice 8');
  });

  it('has no cell among the pairs, no volume, and no rank over tasks', async () => {
    const less = dead('lovaszSoftmax');
    const cells = pairwiseSignificance.rowsOf(less).filter(({ task, verdict }) => task === 'is17' && verdict);
    expect(cells).toHaveLength(7 * 6);
    const volumes = volumeBiasFigure.rowsOf(less).filter(({ hard }) => hard === undefined);
    expect(volumes.map(({ task, loss }) => `${task} ${loss}`)).toEqual(['is17 lovaszSoftmax']);
    for (const parts of [pairwiseSignificance, taskLossMap, criticalDifferences, volumeBiasFigure, reliabilityDiagram])
      await svgOf(parts as never, 'lovaszSoftmax');
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

it('the pairs of losses read the same from both sides', () => {
  const rows = pairwiseSignificance.rowsOf(runs);
  for (const { task, loss, than, difference } of rows)
    expect(rows.find((row) => row.task === task && row.loss === than && row.than === loss)!.difference).toBe(
      0 - difference!,
    );
});

it('volumes of probabilities are summed over the images of a patient', () => {
  const [row] = volumeBiasFigure.rowsOf(runs);
  // Made up: each patient has one image, whose probabilities sum to 2.5 pixels more than the target's size s: mean of 2.5/s.
  const sizes = runs
    .of('br18', 'crossEntropy')
    .flatMap(({ images }) => images.map(({ counts }) => counts[0]!.tp + counts[0]!.fn));
  expect(row!.soft).toBeCloseTo(sizes.reduce((sum, size) => sum + 2.5 / size, 0) / sizes.length, 12);
  expect(row!.hard).toBe(0);
});
