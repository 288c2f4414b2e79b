import { UserError } from '../../userError.js';
import { checkArgument, checkScores } from '../checkArgument.js';

/**
 * What is drawn or flipped as a whole: an image, or a patient with all images; each brings the sum of its values and
 * their number.
 */
export interface ResamplingUnits {
  sums: Float64Array;
  counts: Float64Array;
}

/** The differences `a[k] − b[k]` of two scores per image, refused where a pair or a value is missing. */
export function pairedDifferences(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  checkScores('a paired comparison', 'the first row of scores', a);
  checkScores('a paired comparison', 'the second row of scores', b);
  if (a.length !== b.length)
    throw new UserError(
      `a paired comparison needs the two scores of every image: ${a.length} scores stand against ${b.length}.`,
    );
  return Float64Array.from({ length: a.length }, (_, k) => {
    const difference = a[k]! - b[k]!;
    if (!Number.isFinite(difference)) {
      throw new UserError(
        `image ${k} scores ${a[k]} against ${b[k]}: a paired comparison needs finite numbers. ` +
          `Choose an empty-mask policy that gives one, or leave the image out of both and say so.`,
      );
    }
    return difference;
  });
}

/**
 * Which images belong to which unit: to one patient where patients are named, in the order in which they first occur; one
 * image is a unit otherwise. A unit is a list of positions.
 */
export function unitMembers(images: number, patients?: ArrayLike<string | number>): number[][] {
  if (images < 2)
    throw new UserError(`resampling needs at least two images, and there ${images === 1 ? 'is one' : 'are none'}.`);
  if (patients === undefined) return Array.from({ length: images }, (_, k) => [k]);
  checkArgument(
    ...(['a resampling', 'patients', patients, 'a list, the patient of each image'] as const),
    Array.isArray(patients) || ArrayBuffer.isView(patients),
  );
  if (patients.length !== images)
    throw new UserError(`patients names the patient of every image: ${patients.length} names for ${images} images.`);
  const units = new Map<string | number, number[]>();
  for (let k = 0; k < images; k++) {
    const patient = patients[k];
    if (patient === undefined || patient === '' || Number.isNaN(patient))
      throw new UserError(`patients names the patient of every image, and that of image ${k} is missing.`);
    const members = units.get(patient);
    if (members) members.push(k);
    else units.set(patient, [k]);
  }
  if (units.size < 2) throw new UserError('all images belong to one patient: resampling patients needs at least two.');
  return [...units.values()];
}

/** Values per image gathered by unit. */
export function resamplingUnits(values: Float64Array, patients?: ArrayLike<string | number>): ResamplingUnits {
  const units = unitMembers(values.length, patients);
  return {
    sums: Float64Array.from(units, (members) => members.reduce((sum, k) => sum + (values[k] ?? NaN), 0)),
    counts: Float64Array.from(units, (members) => members.length),
  };
}

/** The mean of each unit: what is independent of the others, and weighs as one. */
export function unitMeans(values: Float64Array, patients?: ArrayLike<string | number>): Float64Array {
  const { sums, counts } = resamplingUnits(values, patients);
  return sums.map((sum, u) => sum / (counts[u] ?? NaN));
}
