import { seededRandom } from '../random.js';
import { UserError } from '../userError.js';
import type { Sample } from './sample.js';

/** Indices of the samples of one fold. */
export interface Fold {
  train: number[];
  validation: number[];
}

/**
 * Divides samples into `k` folds by patient: no patient stands on both sides. Patients are dealt in the order of their
 * foreground (ties at random), so each fold gets its share of small, large and empty ones.
 *
 * @param k - number of folds, from 2 to the number of patients
 * Throws a UserError where there are fewer patients than folds.
 * @example
 * ```ts
 * import { foldsOf } from 'dice-workbook/tasks';
 * const samples = ['a', 'a', 'b', 'b'].map((patient) => ({ patient, mask: Uint8Array.of(0, 1) }));
 * foldsOf(samples, 2, 1).map(({ train, validation }) => [train.length, validation.length]) // => [[2, 2], [2, 2]]
 * ```
 */
export function foldsOf(samples: readonly Pick<Sample, 'patient' | 'mask'>[], k: number, seed: number): Fold[] {
  const patients = new Map<string, { indices: number[]; foreground: number }>();
  samples.forEach(({ patient, mask }, index) => {
    const entry = patients.get(patient) ?? { indices: [], foreground: 0 };
    patients.set(patient, entry);
    entry.indices.push(index);
    entry.foreground += mask.reduce((sum, label) => sum + Number(label > 0), 0);
  });
  if (!(Number.isInteger(k) && k >= 2))
    throw new UserError(`the number of folds must be a whole number of at least 2, got ${k}.`);
  refuseFewPatients(patients.size, k);
  const random = seededRandom(seed, k);
  const dealt = random
    .shuffle([...patients.values()])
    .sort((a, b) => a.foreground / a.indices.length - b.foreground / b.indices.length);
  const folds: number[][] = Array.from({ length: k }, () => []);
  for (let start = 0; start < dealt.length; start += k) {
    const order = random.shuffle(Array.from({ length: k }, (_, f) => f));
    dealt.slice(start, start + k).forEach(({ indices }, p) => folds[order[p]!]!.push(...indices));
  }
  return folds.map((validation, f) => ({
    validation: validation.sort((a, b) => a - b),
    train: folds.flatMap((other, o) => (o === f ? [] : other)).sort((a, b) => a - b),
  }));
}

/** Throws a UserError where there are fewer patients than folds. */
export function refuseFewPatients(patients: number, folds: number): void {
  if (patients < folds)
    throw new UserError(
      `${folds} folds need at least ${folds} patients, for a patient is never divided; the data holds ${patients}. ${patients < 2 ? 'Add patients.' : 'Take fewer `folds`, or more data.'}`,
    );
}
