import { describe, expect, it } from 'vitest';
import type { StoredRun } from '../../src/runs/index.js';
import { chosenExamples } from '../../src/studies/examples/feedbackExamples.js';
import { contextFeedback } from '../../src/studies/contextFeedback.js';
import { feedbackEffects, feedbackVerdicts } from '../../src/studies/feedbackReport.js';
import { image, madeRun } from '../runs/storedRun.js';

const PATIENTS = 20;
/** Images whose Dice is so many percent, by patient. */
const images = (percent: (patient: number) => number) =>
  Array.from({ length: PATIENTS }, (_, k) => {
    const p = percent(k);
    return image(`i${k}`, `p${k}`, [p, 100 - p, 100 - p]);
  });

/** One task: the loop's two passes and the two U-Nets. */
function made(second: (k: number) => number, first: (k: number) => number): StoredRun[] {
  const plain = (arm: string) =>
    madeRun(
      { arm },
      images((k) => 50 + k),
    );
  const loop = madeRun({ arm: 'feedback' }, images(second), { otherwise: { firstPass: images(first) } });
  return [plain('equal parameters'), plain('trained as long'), loop];
}

describe('feedbackEffects(runs)', () => {
  it('compare the second pass with the first and with both U-Nets, patient by patient', () => {
    const effects = feedbackEffects(
      made(
        (k) => 54 + k,
        (k) => 48 + k,
      ),
    );
    const told = effects.map(({ baseline, mean, verdict }) => [baseline, Number(mean.toFixed(6)), verdict]);
    expect(told).toEqual([
      ['first pass', 0.06, 'greater'],
      ['equal parameters', 0.04, 'greater'],
      ['trained as long', 0.04, 'greater'],
    ]);
  });

  it('are none, and told why, where the first pass is not stored or an arm is missing', () => {
    const whole = made(
      (k) => 54 + k,
      (k) => 48 + k,
    );
    const without = whole.map(({ otherwise: _, ...run }) => run);
    for (const runs of [without, whole.slice(1)]) {
      expect(feedbackEffects(runs)).toEqual([]);
      expect(feedbackVerdicts(runs)[0]!.tasks).toMatchObject([{ holds: 'no results', pending: true }]);
    }
  });
});

describe('context-feedback', () => {
  it('tells how many pixels the second pass sets right', async () => {
    const { tables, text } = await contextFeedback.report(
      made(
        (k) => 54 + k,
        (k) => 48 + k,
      ),
    );
    expect(text).toContain('Rule, written before the first run');
    const corrections = tables!.find(({ id }) => id === 'feedback-corrections')!;
    // Six pixels more of each patient are found, and as many fewer falsely marked.
    expect(corrections.rows).toEqual([{ task: 'po18', tp: 120, fp: -120, fn: -120, target: 2000 }]);
  });

  it('shows of each task the image that gains most and the one that loses most', () => {
    const runs = made(
      (k) => (k === 3 ? 90 : k === 7 ? 40 : 60),
      () => 60,
    );
    expect(chosenExamples(runs).map(({ gain, loss }) => [gain, loss])).toEqual([['i3', 'i7']]);
  });

  it('gives the plain U-Nets as many updates as the loop or half as many again', () => {
    const recipes = contextFeedback.recipes({ preset: 'full', tasks: ['po18'], sets: [] });
    const steps = Object.fromEntries(recipes.map(({ arm, training }) => [arm, training.phases[0]!.steps]));
    expect(steps).toEqual({ 'equal parameters': 128, 'trained as long': 192, feedback: 128 });
  });
});
