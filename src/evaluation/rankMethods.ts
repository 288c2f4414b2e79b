import { UserError } from '../userError.js';
import { resampleMeans } from './resampleMeans.js';
import { resamplingUnits } from './resamplingUnits.js';

export interface RankOptions {
  /** What is averaged over images before methods are ranked: their scores (default), or their ranks in each image. */
  average?: 'scores' | 'ranks';
  /** Number of bootstrap samples, at least 1. Default 1000. */
  resamples?: number;
  /** Integer; the same seed gives the same result on every machine. Default 1. */
  seed?: number;
  /** The patient of each image: then patients are drawn, each with all its images. */
  patients?: ArrayLike<string | number>;
}

/** One method's place among the others, and how firmly it stands there. */
export interface RankedMethod {
  method: string;
  /** Mean score, or mean rank, over images. */
  mean: number;
  /** 1 is best; tied methods share the mean of their places. */
  rank: number;
  /**
   * `atRank[r]`: the part of the bootstrap samples in which the method has rank r + 1; a shared rank counts for the
   * nearest whole one, halves downwards.
   */
  atRank: number[];
}

export interface Ranking {
  /** Best first. */
  methods: RankedMethod[];
  /** Mean Kendall's tau between this ranking and those of the bootstrap samples: 1 where the order never changes. */
  kendallTau: number;
}

/**
 * Ranks methods by their scores on the same images, and tells how stable the ranking is when other images are drawn.
 *
 * Each bootstrap sample draws the same images for every method. Scores: larger is better.
 *
 * @param scores - `{method: score of each image}`, all in the same order of images, finite
 * @throws UserError where fewer than two methods stand, lengths differ, or a score is not finite
 * @example
 * ```ts
 * import { rankMethods } from 'dice-workbook/evaluation';
 * const { methods } = rankMethods({ worse: [0.5, 0.6, 0.4], better: [0.7, 0.8, 0.9] });
 * methods[0].method // => 'better'
 * methods[0].atRank // => [1, 0]
 * ```
 * Source: M. Wiesenfarth et al., Methods and open-source toolkit for analyzing and visualizing challenge results,
 * Scientific Reports 11 (2021).
 */
export function rankMethods(scores: Readonly<Record<string, ArrayLike<number>>>, options: RankOptions = {}): Ranking {
  const { average = 'scores', resamples = 1000, seed = 1, patients } = options;
  const names = Object.keys(scores);
  refuseUneven(scores, names);
  const images = scores[names[0]!]!.length;
  const table = names.map((name) => Float64Array.from(scores[name]!));
  // Ranks are negated, so that larger is better from here on.
  const values = average === 'scores' ? table : table.map(() => new Float64Array(images));
  if (average === 'ranks') {
    for (let k = 0; k < images; k++) ranks(table.map((row) => row[k]!)).forEach((rank, m) => (values[m]![k] = -rank));
  }
  const means = values.map((row) => row.reduce((sum, value) => sum + value, 0) / images);
  const overall = ranks(means);
  // The same seed draws the same images for every method.
  const resampled = values.map((row) => resampleMeans(resamplingUnits(row, patients), resamples, seed));
  const places = names.map(() => new Array<number>(names.length).fill(0));
  let tau = 0;
  for (let r = 0; r < resamples; r++) {
    const drawn = ranks(resampled.map((row) => row[r]!));
    drawn.forEach((rank, m) => (places[m]![Math.ceil(rank - 0.5) - 1]! += 1 / resamples));
    tau += kendallTau(overall, drawn) / resamples;
  }
  const methods = names.map((method, m) => ({
    method,
    mean: average === 'scores' ? means[m]! : -means[m]!,
    rank: overall[m]!,
    atRank: places[m]!,
  }));
  return { methods: methods.sort((a, b) => a.rank - b.rank), kendallTau: tau };
}

function refuseUneven(scores: Readonly<Record<string, ArrayLike<number>>>, names: string[]): void {
  if (names.length < 2) throw new UserError(`a ranking needs at least two methods, and ${names.length} came.`);
  for (const name of names) {
    const row = scores[name]!;
    if (row.length !== scores[names[0]!]!.length)
      throw new UserError(
        `a ranking needs the same images of every method: ${names[0]} has ${scores[names[0]!]!.length}, ${name} ${row.length}.`,
      );
    const odd = Array.prototype.findIndex.call(row, (value) => !Number.isFinite(value));
    if (odd >= 0)
      throw new UserError(
        `${name} scores ${row[odd]} in image ${odd}: a ranking needs finite scores. Choose an empty-mask policy that gives them.`,
      );
  }
}

/** Ranks, 1 for the largest; equal values share the mean of their ranks. */
function ranks(values: number[]): number[] {
  return values.map((value) =>
    values.reduce((rank, other) => rank + (other > value ? 1 : other === value ? 0.5 : 0), 0.5),
  );
}

/** (concordant − discordant pairs) / pairs. */
function kendallTau(a: number[], b: number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < i; j++) sum += Math.sign(a[i]! - a[j]!) * Math.sign(b[i]! - b[j]!);
  return sum / ((a.length * (a.length - 1)) / 2);
}
