import type { Sample } from '../../tasks/index.js';

/**
 * Root mean square of the difference of two images over all pixels and channels.
 *
 * @param a - and `b`: of one size
 *
 * @example
 * ```ts
 * import { imageDistance } from 'dice-workbook/training';
 * imageDistance({ image: Float32Array.of(0, 0) }, { image: Float32Array.of(3, 4) }) // => 3.535533905932738
 * ```
 */
export function imageDistance(a: Pick<Sample, 'image'>, b: Pick<Sample, 'image'>): number {
  let sum = 0;
  for (let i = 0; i < a.image.length; i++) sum += (a.image[i]! - b.image[i]!) ** 2;
  return Math.sqrt(sum / a.image.length);
}

/**
 * How near made images lie to what they were made of: the mean over them of the distance to the nearest source, over the mean
 * of the distance of each source to the nearest other source. 0: copies; 1: as far from every source as sources are from
 * each other.
 *
 * @param made - one or more
 * @param sources - two or more
 * @returns ≥ 0; NaN where there is nothing to compare
 */
export function nearestSourceRatio(
  made: readonly Pick<Sample, 'image'>[],
  sources: readonly Pick<Sample, 'image'>[],
): number {
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const nearest = (image: Pick<Sample, 'image'>) =>
    Math.min(...sources.filter((source) => source !== image).map((source) => imageDistance(image, source)));
  return mean(made.map(nearest)) / mean(sources.map(nearest));
}
