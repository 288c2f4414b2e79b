import { describe, expect, it } from 'vitest';
import { judgePairs } from '../../src/studies/armRuns.js';
import { fewLabelsRecipes } from '../../src/studies/fewLabelsArms.js';
import { FEW_LABELS_CLAIMS, fewLabelsRows, setsOf } from '../../src/studies/fewLabelsReport.js';
import { image, madeRun } from '../runs/storedRun.js';

/** Runs of po18 whose images score what `percent` says of the arm; an image a patient, twenty a fold. */
const made = (percent: (arm: string) => number) =>
  setsOf(
    fewLabelsRecipes('full', ['po18']).map((recipe) => {
      const p = percent(recipe.arm);
      const images = Array.from({ length: 20 }, (_, k) =>
        image(`f${recipe.split.fold}i${k}`, `f${recipe.split.fold}p${k}`, [p + (k % 2), 100 - p, 100 - p]),
      );
      return madeRun(recipe, images);
    }),
  );

describe('fewLabelsRows(set)', () => {
  it('tell the share of the gap to all labels that is closed: by hand', () => {
    // From .40 (three patients) to .80 (all): .70 closes three quarters, .30 opens it by one.
    const [set] = made((arm) => ({ all: 80, 'few 3': 40, 'AIDE 3': 70, 'pseudo 3': 30 })[arm] ?? 50);
    const row = (arm: string) => fewLabelsRows(set!).find((one) => one.arm === arm)!;
    expect(row('AIDE 3').closed).toBeCloseTo(0.75, 2);
    expect(row('pseudo 3').closed).toBeCloseTo(-0.25, 2);
    expect(row('all').closed).toBeUndefined();
    // The gap of noisy labels goes from the noisy ones, not from few.
    expect(row('AIDE noisy').closed).toBeCloseTo(0, 10);
  });

  it('tell no share where there is no gap to close', () => {
    const [set] = made(() => 60);
    expect(fewLabelsRows(set!).every(({ closed }) => closed === undefined)).toBe(true);
  });
});

describe('the claims of few-labels', () => {
  const holds = (percent: (arm: string) => number) =>
    FEW_LABELS_CLAIMS.map((claim) => judgePairs(claim, made(percent)).tasks[0]!.holds);

  it('hold, are contradicted, or neither, as the arms lie', () => {
    expect(holds((arm) => (arm.startsWith('AIDE') ? 70 : 50))).toEqual(['holds', 'holds', 'holds']);
    expect(holds((arm) => (arm.startsWith('AIDE') ? 40 : 50))).toEqual(Array(3).fill('contradicted'));
    // Better than few labels, and no better than pseudo-labels.
    expect(holds((arm) => (arm.startsWith('few') ? 40 : 50))).toEqual(Array(3).fill('neither'));
  });
});
