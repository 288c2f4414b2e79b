import { UserError } from '../userError.js';

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

/** Values per image gathered by patient where patients are named; one image is a unit otherwise. */
export function resamplingUnits(values: Float64Array, patients?: ArrayLike<string | number>): ResamplingUnits {
  if (values.length < 2)
    throw new UserError(
      `resampling needs at least two images, and there ${values.length === 1 ? 'is one' : 'are none'}.`,
    );
  if (!patients) return { sums: values, counts: new Float64Array(values.length).fill(1) };
  if (patients.length !== values.length)
    throw new UserError(
      `patients names the patient of every image: ${patients.length} names for ${values.length} images.`,
    );
  const units = new Map<string | number, { sum: number; count: number }>();
  values.forEach((value, k) => {
    const unit = units.get(patients[k]!) ?? { sum: 0, count: 0 };
    units.set(patients[k]!, { sum: unit.sum + value, count: unit.count + 1 });
  });
  if (units.size < 2) throw new UserError('all images belong to one patient: resampling patients needs at least two.');
  return {
    sums: Float64Array.from(units.values(), (u) => u.sum),
    counts: Float64Array.from(units.values(), (u) => u.count),
  };
}
