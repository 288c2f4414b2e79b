import type { Counts, Measure } from '../overlap/index.js';
import { UserError } from '../userError.js';
import { emptyScore, type EmptyScore } from './empty.js';
import { checkArgument } from './checkArgument.js';
import { checkMeasure } from './maskScore.js';
import { checkOptions, isRecord, shown } from './options.js';
import { RELATIVE_SLACK } from './slack.js';

export interface AggregateOptions {
  /**
   * Score of 0/0 (a class that neither mask of an image holds). Default `nan`: it does not count in that image's mean.
   */
  empty?: EmptyScore;
  /** The part of the images whose mean is `worst`, in percent, in (0, 100]. Default 10. */
  worstPercent?: number;
}

export interface Aggregate {
  /** Mean over classes of the measure of the counts summed over all images: large objects weigh more. */
  perDataset: number;
  /** Mean over images of the image's mean over its classes: every image weighs alike. */
  perImage: number;
  /** Mean over classes of the class's mean over the images that have it: every class weighs alike. */
  perClass: number;
  /** Mean of the image means of the worst images, `worstPercent` of them and at least one. */
  worst: number;
  /** Mean of each class over the images that have it. */
  classes: number[];
  /** Image and class pairs that were 0/0 and did not count. */
  undefinedScores: number;
}

/**
 * One measure over a data set, in the ways in which it is reported. They can differ by almost 1, so name the one you
 * report.
 *
 * @param counts - `counts[image][class]`: counts of each class in each image, from `confusionCounts`
 * @param measure - from `dice-workbook/overlap`
 * @throws UserError where there is no image or class, an image has another number of classes, or `worstPercent` is out
 * of range
 * @example
 * ```ts
 * import { aggregate } from 'dice-workbook/evaluation';
 * import { dice } from 'dice-workbook/overlap';
 * const large = { tp: 98, fp: 1, fn: 1, tn: 0 };
 * const missed = { tp: 0, fp: 0, fn: 2, tn: 98 };
 * aggregate([[large], [missed]], dice).perDataset // => 0.98
 * aggregate([[large], [missed]], dice).perImage // => 0.49494949494949497
 * ```
 * Source: Z. Wang et al., Revisiting Evaluation Metrics for Semantic Segmentation, NeurIPS 2023 Datasets and
 * Benchmarks, arXiv 2310.19252.
 */
export function aggregate(
  counts: readonly (readonly Counts[])[],
  measure: Measure,
  options: AggregateOptions = {},
): Aggregate {
  checkOptions('aggregate', options, ['empty', 'worstPercent']);
  const { empty = 'nan', worstPercent = 10 } = options;
  checkMeasure('aggregate', measure);
  if (!(typeof worstPercent === 'number' && worstPercent > 0 && worstPercent <= 100))
    throw new UserError(`worstPercent lies above 0 and up to 100, not at ${shown(worstPercent)}.`);
  const table =
    Array.isArray(counts) && counts.every((image) => Array.isArray(image) && Array.from(image).every(isRecord));
  checkArgument('aggregate', 'the counts', counts, 'a list of images, each a list of the counts of its classes', table);
  const classCount = counts[0]?.length ?? 0;
  if (classCount === 0) throw new UserError('an aggregate needs the counts of at least one image and one class.');
  const odd = counts.findIndex((image) => image.length !== classCount);
  if (odd >= 0)
    throw new UserError(
      `every image has counts of ${classCount} classes, but image ${odd} has ${counts[odd]!.length}.`,
    );

  const score = (c: Counts) => measure(c, { whenUndefined: emptyScore(empty) });
  const scores = counts.map((image) => image.map(score));
  const ofClass = <T>(table: readonly (readonly T[])[], k: number) => table.map((row) => row[k]!);
  const everyClass = Array.from({ length: classCount }, (_, k) => k);
  const images = scores
    .map(meanOfDefined)
    .filter((m) => !Number.isNaN(m))
    .sort((a, b) => a - b);
  const classes = everyClass.map((k) => meanOfDefined(ofClass(scores, k)));
  return {
    perDataset: meanOfDefined(everyClass.map((k) => score(ofClass(counts, k).reduce(add)))),
    perImage: meanOfDefined(images),
    perClass: meanOfDefined(classes),
    worst: meanOfDefined(images.slice(0, Math.max(1, wholePart((images.length * worstPercent) / 100)))),
    classes,
    undefinedScores: scores.flat().filter(Number.isNaN).length,
  };
}

/** 57 of 10 000 are 0.57 %: the product rounds to a little less. */
const wholePart = (x: number) => Math.floor(x + RELATIVE_SLACK * x);

const add = (a: Counts, b: Counts): Counts => ({ tp: a.tp + b.tp, fp: a.fp + b.fp, fn: a.fn + b.fn, tn: a.tn + b.tn });

function meanOfDefined(values: readonly number[]): number {
  const defined = values.filter((value) => !Number.isNaN(value));
  return defined.reduce((sum, value) => sum + value, 0) / defined.length;
}
