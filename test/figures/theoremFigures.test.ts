import { describe, expect, it } from 'vitest';
import {
  diceDecision,
  selfWeighting,
  submodularityViolations,
  volumeThresholds,
  type Figure,
} from 'dice-workbook/figures';

const rowsOf = async <T>(figure: Figure) => (await figure.rows()) as T[];

describe('the rows of dice-decision', async () => {
  const rows = await rowsOf<{ k: number; marginal: number; expectedDice: number }>(diceDecision as unknown as Figure);
  const best = rows.reduce((a, b) => (b.expectedDice > a.expectedDice ? b : a));
  it('have their best k where the probability crosses half the score', () => {
    expect(best.marginal).toBeGreaterThan(best.expectedDice / 2);
    expect(rows[best.k]!.marginal).toBeLessThan(best.expectedDice / 2);
  });
  // Of probabilities 1 − x/w the score 2(k − k²/2w)/(k + V) is largest at k = √(V² + 2wV) − V = 30.9 for w = 50, V =
  // 25.
  it('have it at 31 pixels', () => expect(best.k).toBe(31));
  it('have probabilities that add up to the constant volume', () =>
    expect(rows.reduce((sum, { marginal }) => sum + marginal, 0)).toBeCloseTo(25, 12));
});

describe('the rows of submodularity-violations', async () => {
  const rows = await rowsOf<{ beta: number; foreground: number; excess: number; exact: string }>(
    submodularityViolations as unknown as Figure,
  );
  it('are (1 − β)/(1 + β) for two foreground pixels below β = 1', () => {
    for (const { beta, excess } of rows.filter(({ beta, foreground }) => foreground === 2 && beta < 1))
      expect(excess).toBeCloseTo((1 - beta) / (1 + beta), 14);
  });
  it('are exactly 0 from β = 1 on, and for one foreground pixel', () => {
    expect(
      new Set(rows.filter(({ beta, foreground }) => beta >= 1 || foreground === 1).map(({ exact }) => exact)),
    ).toEqual(new Set(['0']));
  });
});

describe('the rows of volume-thresholds', async () => {
  const rows = await rowsOf<{ kind: string; x: number; y: number }>(volumeThresholds as unknown as Figure);
  it('have exact thresholds a little above the limit of many voxels', () => {
    for (const { x, y } of rows.filter(({ kind }) => kind === 'exact')) {
      const gap = y - 1 / (1 + Math.sqrt(1 + x));
      expect(gap).toBeGreaterThan(0);
      expect(gap).toBeLessThan(0.005);
    }
  });
});

describe('the rows of self-weighting', async () => {
  const rows = await rowsOf<{ dice: number; foregroundWeight: number; jaccardFactor: number }>(
    selfWeighting as unknown as Figure,
  );
  it('end at equal weights and a factor of 2 for a perfect image', () =>
    expect(rows.at(-1)).toEqual({ dice: 1, foregroundWeight: 1, jaccardFactor: 2 }));
  it('weigh foreground by 1/J', () => {
    for (const { dice, foregroundWeight } of rows) expect(foregroundWeight * (dice / (2 - dice))).toBeCloseTo(1, 12);
  });
});
