import type { SetRuns } from '../armRuns.js';
import { unitDifferences } from '../hypotheses/unitDifferences.js';
import type { EffectRow } from './effectForest.js';

/** One arm beside another, as a line of a panel. */
export interface ArmPair {
  arm: string;
  base: string;
  name: string;
  outcome: string;
}

/**
 * The differences of arms from others on every set of images, as rows of an effect forest; Holm's correction over the pairs
 * of a set. A pair is left out where one of its arms has no run, or one that collapsed.
 */
export function armEffects(sets: readonly SetRuns[], pairs: readonly ArmPair[]): EffectRow[] {
  return sets.flatMap(({ set, arms, synthetic }) => {
    const alive = (id: string) => {
      const arm = arms.get(id);
      return arm && arm.units.length > 0 && arm.collapsed === 0 ? arm : undefined;
    };
    const judged = pairs.flatMap((pair) => {
      const [arm, base] = [alive(pair.arm), alive(pair.base)];
      return arm && base ? [{ pair, units: [arm.units, base.units] as const }] : [];
    });
    const found = unitDifferences(judged.map(({ units }) => units));
    return found.map(({ mean, lower, upper, verdict }, k): EffectRow => {
      const { name, outcome } = judged[k]!.pair;
      return { task: synthetic ? set : `${set}, real`, name, outcome, value: mean, lower, upper, verdict };
    });
  });
}
