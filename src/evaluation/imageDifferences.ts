import { UserError } from '../userError.js';

/** Per-image differences `a[k] − b[k]`, refused where the pairs or a value are missing. */
export function imageDifferences(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  if (a.length !== b.length) {
    throw new UserError(`a paired comparison needs the two scores of every image: ${a.length} scores stand against ${b.length}.`);
  }
  if (a.length < 2) throw new UserError(`a paired comparison needs at least two images, and there ${a.length === 1 ? 'is one' : 'are none'}.`);
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
