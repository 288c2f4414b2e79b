import type { Sample } from './sample.js';

/**
 * What a perfect predictor could reach on a synthetic image whose label distribution is known. Dice of two empty masks
 * is 1.
 */
export interface OracleDice {
  /**
   * Expected Dice of a decision fitted on one half of the label draws and scored on the other (both ways): a value that
   * is really reached.
   */
  dice: number;
  /**
   * Expected Dice of the decision fitted and scored on all draws: too high on average, so that `dice` and `upper`
   * enclose the best of the family.
   */
  upper: number;
  /**
   * Expected Dice of the pixels that more than half of the readers mark: what a calibrated network cut at one half can
   * reach. Fitted and scored as `dice`.
   */
  atHalf: number;
  /** The decision fitted on all draws, `[height, width]`. */
  mask: Uint8Array;
}

/**
 * The best expected Dice over decisions `{labelProbability > t}`, for every threshold t, and the empty mask, under the
 * generator's own label distribution: `max_t mean_d 2|S_t ∩ Y_d| / (|S_t| + |Y_d|)`, where `Y_d` are label maps drawn
 * for the scene that the image shows.
 *
 * Optimised is the expectation over whole drawn label maps, so that labels whose pixels depend on each other (a border
 * that moves as a whole, a lesion that a reader leaves out) are counted as they are. The search runs over sets of
 * pixels sorted by their marginal probability; for independent pixels such a set is the optimum among all masks, for
 * dependent ones it is the usual and nearly best family. The scene holds all that the image tells of the label and more
 * (an outline below blur and noise), so a predictor that sees the image alone cannot do better.
 *
 * Pixels that `valid` leaves out do not count, as in the scores.
 *
 * @param sample - a synthetic sample with at least two `labelDraws`
 * Throws a RangeError where it has fewer.
 * @example
 * ```ts
 * import { oracleDice } from 'dice-workbook/tasks';
 * const labelDraws = [[1, 0], [1, 0], [1, 1], [1, 1]].map((labels) => Uint8Array.from(labels));
 * oracleDice({ id: 'two pixels', labelDraws }).upper // => 5 / 6
 * ```
 * Source: the sorted-marginal form of the optimum is in Dembczyński et al., "An exact algorithm for F-measure
 * maximization", NeurIPS 2011.
 */
export function oracleDice(sample: Pick<Sample, 'id' | 'labelDraws' | 'valid'>): OracleDice {
  const { valid, labelDraws = [] } = sample;
  const draws = valid
    ? labelDraws.map((draw) => draw.map((label, pixel) => label * Number(valid[pixel]! > 0)))
    : labelDraws;
  if (draws.length < 2)
    throw new RangeError(
      `oracleDice: ${sample.id} must have at least 2 label draws, got ${draws.length}. Load the synthetic task with labelDraws: 32.`,
    );
  const halves = [draws.filter((_, d) => d % 2 === 0), draws.filter((_, d) => d % 2 === 1)] as const;
  const all = diceByLevel(draws, draws);
  const level = best(all);
  const crossed = [
    [halves[0], halves[1]],
    [halves[1], halves[0]],
  ].map(([fitted, scored]) => {
    const scores = diceByLevel(fitted!, scored!);
    return { best: scores[best(diceByLevel(fitted!, fitted!))]!, atHalf: scores[Math.floor(fitted!.length / 2)]! };
  });
  const mean = (key: 'best' | 'atHalf') => (crossed[0]![key] + crossed[1]![key]) / 2;
  return {
    dice: mean('best'),
    atHalf: mean('atHalf'),
    upper: all[level]!,
    mask: Uint8Array.from(votes(draws), (count) => Number(count > level)),
  };
}

const best = (dice: readonly number[]) => dice.indexOf(Math.max(...dice));

/** How many of the draws mark each pixel. */
function votes(draws: readonly Uint8Array[]): Uint16Array {
  const counts = new Uint16Array(draws[0]!.length);
  for (const draw of draws)
    for (let pixel = 0; pixel < counts.length; pixel++) counts[pixel]! += Number(draw[pixel]! > 0);
  return counts;
}

/**
 * Mean Dice over `scored` of the decisions "more than `level` of the `fitted` draws mark the pixel", for level 0 …
 * draws (the empty mask).
 */
function diceByLevel(fitted: readonly Uint8Array[], scored: readonly Uint8Array[]): number[] {
  const counts = votes(fitted);
  const levels = fitted.length + 1;
  const size = above(counts, new Uint8Array(counts.length).fill(1), levels);
  const sums = new Array<number>(levels).fill(0);
  for (const draw of scored) {
    const both = above(counts, draw, levels);
    let marked = 0;
    for (const label of draw) if (label > 0) marked++;
    for (let level = 0; level < levels; level++)
      sums[level]! += size[level]! + marked === 0 ? 1 : (2 * both[level]!) / (size[level]! + marked);
  }
  return sums.map((sum) => sum / scored.length);
}

/** How many of the pixels in `among` have more than 0, 1, … votes. */
function above(counts: Uint16Array, among: Uint8Array, levels: number): Float64Array {
  const sizes = new Float64Array(levels + 1);
  for (let pixel = 0; pixel < counts.length; pixel++) if (among[pixel]! > 0) sizes[counts[pixel]!]!++;
  for (let votes = levels - 1; votes >= 0; votes--) sizes[votes]! += sizes[votes + 1]!;
  return sizes.subarray(1);
}
