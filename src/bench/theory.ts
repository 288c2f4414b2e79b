import { dice, tversky } from '../overlap/index.js';
import { bounds, largestDifference, theorems } from '../theory/index.js';
import { medianMs } from './medianMs.js';

async function checkAllTheorems(): Promise<void> {
  for (const theorem of theorems) await theorem.check();
}

/** Exact and rigorous work, under the keys of the reference benchmark where it has one. */
export const work: Record<string, () => Promise<number>> = {
  enumerate_counts_200: () => medianMs(() => largestDifference(200), 5, 3),
  bounds_tversky_dice: () => medianMs(() => bounds(tversky({ alpha: 0.3, beta: 0.7 }), dice), 5, 1),
  theorem_checks: () => medianMs(checkAllTheorems, 1, 0),
};
