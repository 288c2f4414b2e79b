import { UserError } from '../userError.js';

/** What is drawn or flipped as a whole: an image, or a patient with all images; each brings the sum of its differences and their number. */
export interface ResamplingUnits {
  sums: Float64Array;
  counts: Float64Array;
}

/** The differences `a[k] − b[k]` by image or by patient, refused where a pair or a value is missing. */
export function resamplingUnits(a: ArrayLike<number>, b: ArrayLike<number>, patients?: ArrayLike<string | number>): ResamplingUnits {
  if (a.length !== b.length) throw new UserError(`a paired comparison needs the two scores of every image: ${a.length} scores stand against ${b.length}.`);
  if (a.length < 2) throw new UserError(`a paired comparison needs at least two images, and there ${a.length === 1 ? 'is one' : 'are none'}.`);
  if (patients && patients.length !== a.length) throw new UserError(`patients names the patient of every image: ${patients.length} names for ${a.length} images.`);
  const units = new Map<string | number, { sum: number; count: number }>();
  for (let k = 0; k < a.length; k++) {
    const difference = a[k]! - b[k]!;
    if (!Number.isFinite(difference)) {
      throw new UserError(
        `image ${k} scores ${a[k]} against ${b[k]}: a paired comparison needs finite numbers. ` +
          `Choose an empty-mask policy that gives one, or leave the image out of both and say so.`,
      );
    }
    const name = patients ? patients[k]! : k;
    const unit = units.get(name) ?? { sum: 0, count: 0 };
    units.set(name, { sum: unit.sum + difference, count: unit.count + 1 });
  }
  if (units.size < 2) throw new UserError('all images belong to one patient: resampling patients needs at least two.');
  return { sums: Float64Array.from(units.values(), (u) => u.sum), counts: Float64Array.from(units.values(), (u) => u.count) };
}
