import { seededRandom } from '../../random.js';
import type { ResamplingUnits } from './resamplingUnits.js';

/**
 * The means of `resamples` bootstrap samples, each of as many units as there are, drawn with replacement.
 *
 * `mean* = Σ sums[i] / Σ counts[i]` over the drawn units i
 *
 * The same seed gives the same means on every machine. O(resamples · units).
 */
export function resampleMeans({ sums, counts }: ResamplingUnits, resamples: number, seed: number): Float64Array {
  const units = sums.length;
  const random = seededRandom(seed, 0xb007);
  // With `| 0` the state is known to be integers; without it the compiler keeps them boxed, at three times the time.
  const bits = () => random.uniform() * 2 ** 32;
  let a = bits() | 0;
  let b = bits() | 0;
  let c = bits() | 0;
  let counter = 1;
  const scale = units / 2 ** 32;
  const means = new Float64Array(resamples);
  for (let r = 0; r < resamples; r++) {
    let sum = 0;
    let count = 0;
    for (let k = 0; k < units; k++) {
      // The generator of src/random.ts (sfc32) with its state in local variables: a call for each draw takes four times
      // as long.
      const t = (((a + b) | 0) + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + t) | 0;
      const unit = ((t >>> 0) * scale) | 0;
      sum += sums[unit]!;
      count += counts[unit]!;
    }
    means[r] = sum / count;
  }
  return means;
}
