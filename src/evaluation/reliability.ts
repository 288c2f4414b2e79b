import { UserError } from '../userError.js';
import { checkValid } from './checkValid.js';

export interface ReliabilityOptions {
  /** Number of bins of equal width that share [0, 1]. Default 15. */
  bins?: number;
  /** 1 where a pixel counts, 0 where it does not; default: all count. */
  valid?: ArrayLike<number>;
}

/** The pixels whose probability lies in one bin. */
export interface ReliabilityBin {
  /** Ends of the bin, [lower, upper); the last bin holds 1 too. */
  lower: number;
  upper: number;
  count: number;
  /** Means over the bin's pixels; NaN where it has none. */
  meanProbability: number;
  foregroundFraction: number;
}

/**
 * The rows of a reliability diagram: among pixels of about the same predicted probability, how many are foreground?
 *
 * @param labels - in [0, 1]; soft labels count as fractions of foreground
 * @param probabilities - of the foreground, in [0, 1]
 * @throws UserError for lengths that differ, or values outside [0, 1]
 * @example
 * ```ts
 * import { reliability } from 'dice-workbook/evaluation';
 * reliability([0, 1, 1], [0.1, 0.6, 0.9], { bins: 2 })[1].foregroundFraction // => 1
 * ```
 * Source: A. H. Murphy and R. L. Winkler, Reliability of Subjective Probability Forecasts of Precipitation and
 * Temperature, Applied Statistics 26 (1977).
 */
export function reliability(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  { bins = 15, valid }: ReliabilityOptions = {},
): ReliabilityBin[] {
  if (!(Number.isInteger(bins) && bins >= 1)) throw new UserError(`bins is a whole number from 1 up, not ${bins}.`);
  const count = new Float64Array(bins);
  const probability = new Float64Array(bins);
  const foreground = new Float64Array(bins);
  forEachPixel(labels, probabilities, valid, (y, p) => {
    const bin = binOf(p, bins);
    count[bin]! += 1;
    probability[bin]! += p;
    foreground[bin]! += y;
  });
  return Array.from(count, (n, k) => ({
    lower: k / bins,
    upper: (k + 1) / bins,
    count: n,
    meanProbability: probability[k]! / n,
    foregroundFraction: foreground[k]! / n,
  }));
}

/**
 * The bin k with `k/bins <= p < (k + 1)/bins`, compared with the ends themselves: the product `p*bins` may round past
 * one of them.
 */
function binOf(p: number, bins: number): number {
  const near = Math.floor(p * bins);
  const bin = p < near / bins ? near - 1 : p >= (near + 1) / bins ? near + 1 : near;
  return Math.min(bins - 1, bin);
}

/** Hands over label and probability of every valid pixel, both checked to lie in [0, 1]. */
export function forEachPixel(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  valid: ArrayLike<number> | undefined,
  take: (label: number, probability: number) => void,
): void {
  if (labels.length !== probabilities.length)
    throw new UserError(
      `labels and probabilities are of one length, not ${labels.length} and ${probabilities.length}.`,
    );
  checkValid(valid, labels.length);
  for (let i = 0; i < labels.length; i++) {
    if (valid && !valid[i]) continue;
    const y = labels[i]!;
    const p = probabilities[i]!;
    if (!(y >= 0 && y <= 1)) throw new UserError(`labels lie in [0, 1], and pixel ${i} holds ${y}.`);
    if (!(p >= 0 && p <= 1)) throw new UserError(`probabilities lie in [0, 1], and pixel ${i} holds ${p}.`);
    take(y, p);
  }
}
