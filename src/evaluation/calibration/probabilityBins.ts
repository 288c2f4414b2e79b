import { UserError } from '../../userError.js';
import { checkValid } from '../checkValid.js';
import { checkArgument, isNumber } from '../checkArgument.js';
import { checkNumbers, checkOptions, checkWhole, isRecord } from '../options.js';

export interface ReliabilityOptions {
  /** Number of bins of equal width that share [0, 1]. Default 15. */
  bins?: number;
  /** 1 where a pixel counts, 0 where it does not; default: all count. */
  valid?: ArrayLike<number>;
}

/** Finer than a 32-bit float tells probabilities apart. */
const MOST_BINS = 2 ** 24;

/** The pixels whose probability lies in one of the bins of equal width that share [0, 1], as sums: they add up. */
export interface ProbabilityBin {
  count: number;
  sumOfProbabilities: number;
  /** Foreground pixels, or the sum of soft labels. */
  sumOfLabels: number;
}

/**
 * Pixels sorted into bins by their foreground probability: what is stored of an image, enough for its reliability
 * diagram, calibration error and volume bias, and summed over images for theirs.
 *
 * Bin k of K holds `k/K ≤ p < (k + 1)/K`; the last holds 1 too.
 *
 * @param labels - in [0, 1]; soft labels count as fractions of foreground
 * @param probabilities - of the foreground, in [0, 1]
 * @param options - `bins`: their number, default 15; `valid`: 1 where a pixel counts, default: all count
 * @throws UserError for lengths that differ, values outside [0, 1], or unknown options
 * @example
 * ```ts
 * import { probabilityBins } from 'dice-workbook/evaluation';
 * const [low, high] = probabilityBins([0, 1, 1], [0.25, 0.5, 1], { bins: 2 });
 * high // => { count: 2, sumOfProbabilities: 1.5, sumOfLabels: 2 }
 * ```
 */
export function probabilityBins(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  options: ReliabilityOptions = {},
): ProbabilityBin[] {
  checkOptions('probabilityBins', options, ['bins', 'valid']);
  const { bins = 15, valid } = options;
  checkWhole('probabilityBins', 'bins', bins, 1, MOST_BINS);
  const rows = Array.from({ length: bins }, () => ({ count: 0, sumOfProbabilities: 0, sumOfLabels: 0 }));
  forEachPixel(labels, probabilities, valid, (y, p) => {
    const row = rows[binOf(p, bins)];
    if (!row) return;
    row.count++;
    row.sumOfProbabilities += p;
    row.sumOfLabels += y;
  });
  return rows;
}

/**
 * The bins of several images together.
 *
 * @throws UserError where there is nothing to add, or numbers of bins differ
 * @example
 * ```ts
 * import { addBins } from 'dice-workbook/evaluation';
 * const bin = { count: 1, sumOfProbabilities: 0.5, sumOfLabels: 1 };
 * addBins([[bin], [bin]]) // => [{ count: 2, sumOfProbabilities: 1, sumOfLabels: 2 }]
 * ```
 */
export function addBins(lists: readonly (readonly ProbabilityBin[])[]): ProbabilityBin[] {
  checkArgument('addBins', 'its argument', lists, 'a list, the bins of each image', Array.isArray(lists));
  lists.forEach((list) => checkBins('addBins', list));
  const [first] = lists;
  if (!first) throw new UserError('addBins needs the bins of at least one image.');
  const odd = lists.find((list) => list.length !== first.length);
  if (odd) throw new UserError(`addBins adds equal numbers of bins, and got ${first.length} and ${odd.length}.`);
  return first.map((_, k) => {
    const column = lists.flatMap((list) => list[k] ?? []);
    const total = (name: keyof ProbabilityBin) => column.reduce((sum, bin) => sum + bin[name], 0);
    return {
      count: total('count'),
      sumOfProbabilities: total('sumOfProbabilities'),
      sumOfLabels: total('sumOfLabels'),
    };
  });
}

/** Refuses what are no bins of `probabilityBins`. */
export function checkBins(name: string, bins: unknown): asserts bins is readonly ProbabilityBin[] {
  const isBin = (bin: unknown) =>
    isRecord(bin) && ['count', 'sumOfProbabilities', 'sumOfLabels'].every((sum) => isNumber(bin[sum], 0));
  checkArgument(
    ...([
      name,
      'bins',
      bins,
      'a list of { count, sumOfProbabilities, sumOfLabels }, as probabilityBins makes it',
    ] as const),
    Array.isArray(bins) && bins.every(isBin),
  );
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
  checkNumbers('calibration', 'labels', labels);
  checkNumbers('calibration', 'probabilities', probabilities);
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
