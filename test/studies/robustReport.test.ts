import { describe, expect, it } from 'vitest';
import type { StoredRun } from '../../src/runs/index.js';
import { armName, ROBUST_ARMS } from '../../src/studies/robustArms.js';
import { robustPopulation } from '../../src/studies/robustPopulation.js';
import { robustEffects, robustVerdicts } from '../../src/studies/robustReport.js';
import { image, madeRun } from '../runs/storedRun.js';

/** Runs of one task whose patients score what `percent` says of arm and patient; 40 patients. */
const made = (
  percent: (arm: readonly boolean[], patient: number) => number,
  rest: Partial<StoredRun> = {},
): StoredRun[] =>
  ROBUST_ARMS.map((arm) =>
    madeRun(
      { arm: armName(arm) },
      // Dice = 2tp / (2tp + fp + fn): p % with tp = p, fp + fn = 200 − 2p.
      Array.from({ length: 40 }, (_, k) => {
        const p = percent(arm, k);
        return image(`i${k}`, `p${k}`, [p, 100 - p, 100 - p]);
      }),
      rest,
    ),
  );

describe('robustEffects(runs)', () => {
  it('are differences of lowest means and of means, each factor over the settings of the others: by hand', () => {
    // Patient k scores 20 + k %; hardness lifts the ten lowest by 10, Ranger takes 5 from all, the loss does nothing.
    const effects = robustEffects(
      made(([, hardness, ranger], k) => 20 + k + (hardness && k < 10 ? 10 : 0) - (ranger ? 5 : 0)),
    );
    const of = (contrast: string, outcome: string) =>
      effects.find((one) => one.contrast === contrast && one.outcome === outcome)!;
    // The lowest 5 % are two patients: 20, 21 without; 30, 30 with (of 30…39 lifted and 30, 31, … untouched).
    expect(of('sampler', 'lowest 5 %').value).toBeCloseTo(0.095, 10);
    // The lowest ten: 20…29 without; with 30, 30, 31, 31, …, 34, 34: 24.5 and 32.
    expect(of('sampler', 'lowest 25 %').value).toBeCloseTo(0.075, 10);
    expect(of('sampler', 'mean').value).toBeCloseTo(0.025, 10);
    expect(of('optimiser', 'lowest 25 %').value).toBeCloseTo(-0.05, 10);
    expect(of('loss', 'lowest 25 %')).toMatchObject({ value: expect.closeTo(0, 12), verdict: 'tie' });
    expect(of('all', 'lowest 25 %').value).toBeCloseTo(0.025, 10);
    expect(of('sampler', 'lowest 25 %').verdict).toBe('greater');
    expect(of('optimiser', 'mean').verdict).toBe('less');
  });

  it('are none where an arm is missing, collapsed or lacks a patient, and the verdict says why', () => {
    const whole = made((_, k) => 20 + k);
    const cases: [StoredRun[], RegExp][] = [
      [whole.slice(1), /missing/],
      [
        whole.map((run, k) =>
          k === 3 ? { ...run, collapsed: [{ class: 'class 1', predicts: 'nowhere' as const }] } : run,
        ),
        /collapsed/,
      ],
      [whole.map((run, k) => (k === 3 ? { ...run, images: run.images.slice(1) } : run)), /missing/],
    ];
    for (const [runs, why] of cases) {
      expect(robustEffects(runs)).toEqual([]);
      expect(robustVerdicts(runs)[0]!.tasks).toMatchObject([
        { holds: 'no results', numbers: expect.stringMatching(why) },
      ]);
    }
    expect(robustEffects(whole)).toHaveLength(12);
  });
});

describe('robust-population', () => {
  const recipes = robustPopulation.recipes({ preset: 'full', tasks: robustPopulation.tasks, sets: [] });

  it('trains 2 × 2 × 2 arms that differ in loss, sampler, optimiser and its rate alone', () => {
    const ofOne = recipes.filter(({ data, split }) => data.task === 'is17' && split.fold === 0);
    expect(new Set(ofOne.map(({ arm }) => arm)).size).toBe(8);
    const parts = ofOne.map(({ training: { phases, sampler, optimiser, ...rest } }) => ({
      parts: `${phases[0]!.loss} ${sampler} ${optimiser.id}`,
      rest: JSON.stringify(rest),
    }));
    expect(new Set(parts.map((one) => one.parts)).size).toBe(8);
    expect(new Set(parts.map((one) => one.rest)).size).toBe(1);
  });

  it('is told in words and tables, also of no run', async () => {
    const { text, tables } = await robustPopulation.report(made((_, k) => 20 + k));
    expect(text).toContain('Rule, written before the first run');
    expect(tables!.map(({ id }) => id)).toEqual(['robust-arms', 'robust-effects', 'robust-verdicts']);
    expect((await robustPopulation.report([])).text).toContain('not decided');
  });
});
