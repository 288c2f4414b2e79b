import { UserError } from '../../userError.js';
import { checkOptions, checkWhole, shown, MOST_DRAWS } from '../options.js';
import { ranks } from './ranks.js';
import { rankStability } from './rankStability.js';
import { resampleLocations, type Average } from './resampleLocations.js';
import { scoreTable, type ScoresByMethod } from './scoreTable.js';

export interface RankOptions {
  /**
   * What methods are ranked by: the mean (`scores`, default) or the median (`medians`) of their scores, or the mean of
   * their ranks in each image (`ranks`).
   */
  average?: Average;
  /** Are larger scores better (default), or smaller ones, as of distances? */
  better?: 'larger' | 'smaller';
  /**
   * What becomes of NaN, an image without a score: `refuse` (default); `leaveOut`: the image is left out of every method;
   * a number stands for it, ±Infinity for "worse than any".
   */
  missing?: 'refuse' | 'leaveOut' | number;
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
  /** Mean or median score, or mean rank, over images. */
  mean: number;
  /** 1 is best; tied methods share the mean of their places. */
  rank: number;
  /**
   * `atRank[r]`: the part of the bootstrap samples in which the method stands at place r + 1. Methods that tie share
   * their places evenly.
   */
  atRank: number[];
}

export interface Ranking {
  /** Best first; in the order given where ranks tie. */
  methods: RankedMethod[];
  /**
   * Mean of `kendallTau` between this ranking and those of the bootstrap samples: 1 where the ranking, ties included,
   * never changes.
   */
  kendallTau: number;
  /** Images left out of every method, under `missing: 'leaveOut'`. */
  leftOut: number;
}

/**
 * Ranks methods by their scores on the same images, and tells how stable the ranking is when other images are drawn.
 *
 * Each bootstrap sample draws the same images for every method. Values within rounding (1e-7 of the largest score) tie.
 * Infinite scores can be ranked by medians and by ranks; a mean would be infinite.
 *
 * @param scores - `{method: score of each image}`, all in the same order of images
 * @throws UserError where fewer than two methods or images stand, lengths differ, a score is missing under `refuse` or
 * infinite in a mean, or an option has no meaning
 * @example
 * ```ts
 * import { rankMethods } from 'dice-workbook/evaluation';
 * const { methods } = rankMethods({ worse: [0.5, 0.6, 0.4], better: [0.7, 0.8, 0.9] });
 * methods[0].method // => 'better'
 * methods[0].atRank // => [1, 0]
 * const byDistance = rankMethods({ far: [9, 8, Infinity], near: [3, 4, 2] }, { better: 'smaller', average: 'ranks' });
 * byDistance.methods[0].method // => 'near'
 * ```
 * Source: M. Wiesenfarth et al., Methods and open-source toolkit for analyzing and visualizing challenge results,
 * Scientific Reports 11 (2021).
 */
export function rankMethods(scores: ScoresByMethod, options: RankOptions = {}): Ranking {
  checkOptions('rankMethods', options, ['average', 'better', 'missing', 'resamples', 'seed', 'patients']);
  const { average = 'scores', better = 'larger', missing = 'refuse', resamples = 1000, seed = 1, patients } = options;
  if (!['scores', 'medians', 'ranks'].includes(average))
    throw new UserError(`rankMethods: average is 'scores', 'medians' or 'ranks', not ${shown(average)}.`);
  if (better !== 'larger' && better !== 'smaller')
    throw new UserError(`rankMethods: better is 'larger' or 'smaller', not ${shown(better)}.`);
  checkWhole('rankMethods', 'resamples', resamples, 1, MOST_DRAWS);
  checkWhole('rankMethods', 'seed', seed);
  const table = scoreTable('rankMethods', scores);
  const kept = settleMissing(table, missing);
  refuseInfinite(table.methods, kept.rows, average);
  const sign = better === 'larger' ? 1 : -1;
  const { overall, resampled, scale } = resampleLocations(
    kept.rows.map((row) => row.map((value) => sign * value)),
    average,
    { resamples, seed, patients: ofImages(patients, kept.images) },
  );
  const rank = ranks(overall, scale);
  const samples = Array.from({ length: resamples }, (_, r) =>
    ranks(
      resampled.map((row) => row[r] ?? NaN),
      scale,
    ),
  );
  const { atRank, kendallTau } = rankStability(rank, samples);
  // Ranks were negated to be larger where better; scores, where smaller is.
  const stated = average === 'ranks' ? -1 : sign;
  const methods = table.methods.map((method, m) => ({
    method,
    mean: stated * (overall[m] ?? NaN),
    rank: rank[m] ?? NaN,
    atRank: atRank[m] ?? [],
  }));
  return { methods: methods.sort((a, b) => a.rank - b.rank), kendallTau, leftOut: kept.leftOut };
}

/** The patients of the images that are kept, what is no list left as it is, to be refused where patients are drawn. */
const ofImages = (patients: RankOptions['patients'], images: readonly number[]) =>
  typeof patients === 'object' && patients !== null ? images.map((k) => patients[k] ?? '') : patients;

function settleMissing(
  { methods, rows }: { methods: string[]; rows: Float64Array[] },
  missing: RankOptions['missing'],
) {
  const images = Array.from(rows[0] ?? [], (_, k) => k);
  if (typeof missing === 'number' && !Number.isNaN(missing))
    return { rows: rows.map((row) => row.map((value) => (Number.isNaN(value) ? missing : value))), images, leftOut: 0 };
  const complete = images.filter((k) => rows.every((row) => !Number.isNaN(row[k])));
  if (missing === 'leaveOut') {
    const take = (row: Float64Array) => Float64Array.from(complete, (k) => row[k] ?? NaN);
    return { rows: rows.map(take), images: complete, leftOut: images.length - complete.length };
  }
  if (missing !== 'refuse')
    throw new UserError(
      `rankMethods: missing is 'refuse', 'leaveOut' or the score that stands for NaN, not ${shown(missing)}.`,
    );
  const odd = images.find((k) => !complete.includes(k));
  const at = rows.findIndex((row) => odd !== undefined && Number.isNaN(row[odd]));
  if (odd !== undefined)
    throw new UserError(
      `${methods[at]} scores NaN in image ${odd}. Say what becomes of it with missing: 'leaveOut', or the score that ` +
        `stands for it; or choose an empty-mask policy that gives one.`,
    );
  return { rows, images, leftOut: 0 };
}

function refuseInfinite(methods: readonly string[], rows: readonly Float64Array[], average: Average): void {
  if (average !== 'scores') return;
  rows.forEach((row, m) => {
    const odd = row.findIndex((value) => Math.abs(value) === Infinity);
    if (odd >= 0)
      throw new UserError(
        `${methods[m]} scores ${row[odd]} in image ${odd}: its mean would be infinite. Rank by medians or by ranks, or ` +
          `choose an empty-mask policy that gives a finite score.`,
      );
  });
}
