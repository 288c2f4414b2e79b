import { signedText } from '../../decimalText.js';
import { differenceVerdict, holm, pairedBootstrap, type DifferenceVerdict } from '../../evaluation/index.js';
import type { StoredRun } from '../../runs/index.js';
import { scored, type Measure } from '../comparison.js';

/** One unit with a target, scored by the network of its fold. */
export interface Unit {
  unit: string;
  patient: string;
  dice: number;
  jaccard: number;
  referencePixels: number;
}

export interface UnitDifference {
  mean: number;
  lower: number;
  upper: number;
  verdict: DifferenceVerdict;
  units: number;
  patients: number;
}

/** The units with a target of an arm's runs, in the order of the folds and of the units' names. */
export function unitsOf(runs: readonly StoredRun[], cut: 'half' | 'tuned' = 'half'): Unit[] {
  return runs.flatMap((run) => scored(run, run.unit, cut).sort((a, b) => (a.unit < b.unit ? -1 : 1)));
}

/**
 * The differences a − b of pairs by the rule of data/protocol.md: patients resampled, Holm's correction over the pairs
 * given, smallest difference that counts .01.
 */
export function unitDifferences(
  pairs: readonly (readonly [a: readonly Unit[], b: readonly Unit[]])[],
  measure: Measure = 'dice',
): UnitDifference[] {
  const drawn = pairs.map(([a, b]) => {
    const others = new Map(b.map((one) => [one.unit, one]));
    const both = a.flatMap((one) => {
      const other = others.get(one.unit);
      return other ? [{ patient: one.patient, a: one[measure], b: other[measure] }] : [];
    });
    const options = { patients: both.map(({ patient }) => patient) };
    return pairedBootstrap(
      both.map((one) => one.a),
      both.map((one) => one.b),
      options,
    );
  });
  const corrected = holm(drawn.map(({ pTwoSided }) => pTwoSided));
  return drawn.map(({ mean, lower, upper, images, units }, k) => ({
    mean,
    lower,
    upper,
    verdict: differenceVerdict({ mean, lower, upper, p: corrected[k] ?? NaN }),
    units: images,
    patients: units,
  }));
}

export const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** `+0.031 [+0.012, +0.050], n = 96 patients`. */
export function told({ mean, lower, upper, units, patients }: UnitDifference): string {
  const n = units === patients ? `${patients} patients` : `${units} images of ${patients} patients`;
  return `${signedText(mean)} [${signedText(lower)}, ${signedText(upper)}], n = ${n}`;
}
