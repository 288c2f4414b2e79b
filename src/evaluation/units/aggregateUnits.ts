import { checkOptions, checkShare, checkWhole } from '../options.js';
import { quantile } from '../statistics/quantile.js';
import { resampleMeans } from '../statistics/resampleMeans.js';
import { resamplingUnits, type ResamplingUnits } from '../statistics/resamplingUnits.js';
import { countedUnits, type CountedImage } from './countedImage.js';
import { classScore, meanOfDefined, ratioOf, type UnitMeasure } from './unitMeasures.js';
import { chosenClasses, unitScores, type UnitScoreOptions } from './unitScores.js';

export interface AggregateUnitsOptions extends UnitScoreOptions {
  /** Default `dice`. */
  measure?: UnitMeasure;
  /** Number of bootstrap samples, at least 1. Default 10 000. */
  resamples?: number;
  /** Integer; the same seed gives the same result on every machine. Default 1. */
  seed?: number;
  /** Coverage of the interval, in (0, 1). Default 0.95. */
  level?: number;
}

/** The mean of a measure over units, its interval, and what did not count in it. */
export interface UnitMean {
  mean: number;
  /** Ends of the percentile interval, patients drawn; NaN where fewer than two patients have a score. */
  lower: number;
  upper: number;
  /** Units that have a score, and their patients. */
  units: number;
  patients: number;
  /** Units without a score, which the mean leaves out. */
  leftOut: number;
  /** Units with a class of which the reference holds nothing, those of them where it is predicted, and those pixels. */
  emptyUnits: number;
  falsePositiveUnits: number;
  falsePositivePixels: number;
}

/**
 * The mean of a measure over images or patients, or the measure of all images pooled, with a bootstrap interval that
 * draws patients.
 *
 * - `per: 'image'`: mean over images; a patient is drawn with all images, for they are not independent;
 * - `per: 'patient'`: mean over patients, each scored over the sum of its images' counts;
 * - `per: 'pooled'`: the measure of the counts summed over all images (mean over classes), large objects weighing more.
 *
 * `volumeError` per `pooled` is the mean error of a patient. Drawn are the patients that have a score. The interval of
 * fewer than ten patients is not to be trusted.
 *
 * @param images - stored counts, in any order
 * @throws UserError as `unitScores` does
 * @example
 * ```ts
 * import { aggregateUnits } from 'dice-workbook/evaluation';
 * const images = [
 *   { id: 'a', patient: 'p1', counts: [{ tp: 9, fp: 0, fn: 2 }] },
 *   { id: 'b', patient: 'p2', counts: [{ tp: 1, fp: 1, fn: 1 }] },
 *   { id: 'c', patient: 'p3', counts: [{ tp: 0, fp: 4, fn: 0 }] },
 * ];
 * const { mean, leftOut, falsePositivePixels } = aggregateUnits(images);
 * mean // => 0.7
 * leftOut // => 1
 * falsePositivePixels // => 4
 * aggregateUnits(images, { per: 'pooled' }).mean // => 5 / 7
 * ```
 */
export function aggregateUnits(images: readonly CountedImage[], options: AggregateUnitsOptions = {}): UnitMean {
  checkOptions('aggregateUnits', options, ['measure', 'per', 'empty', 'classIndex', 'resamples', 'seed', 'level']);
  const { measure = 'dice', resamples = 10_000, seed = 1, level = 0.95, ...scoring } = options;
  ratioOf(measure);
  checkWhole('aggregateUnits', 'resamples', resamples, 1);
  checkWhole('aggregateUnits', 'seed', seed);
  checkShare('aggregateUnits', 'level', level);
  const pooled = scoring.per === 'pooled';
  const units = unitScores(images, { ...scoring, per: pooled ? 'patient' : scoring.per });
  const scored = units.filter((unit) => !Number.isNaN(unit[measure]));
  const draw = (of: ResamplingUnits) => resampleMeans(of, resamples, seed);
  const patients = new Set(scored.map(({ patient }) => patient)).size;
  const { mean, means } = pooled
    ? pooledMeans(images, measure, scoring, draw)
    : {
        mean: meanOfDefined(scored.map((unit) => unit[measure])),
        means: () =>
          draw(
            resamplingUnits(
              Float64Array.from(scored, (u) => u[measure]),
              scored.map((u) => u.patient),
            ),
          ),
      };
  const sorted =
    patients < 2
      ? new Float64Array()
      : means()
          .filter((value) => !Number.isNaN(value))
          .sort();
  const end = (q: number) => (sorted.length > 0 ? quantile(sorted, q) : NaN);
  return {
    mean,
    lower: end((1 - level) / 2),
    upper: end((1 + level) / 2),
    units: scored.length,
    patients,
    leftOut: units.length - scored.length,
    emptyUnits: units.filter(({ emptyClasses }) => emptyClasses > 0).length,
    falsePositiveUnits: units.filter(({ falsePositiveClasses }) => falsePositiveClasses > 0).length,
    falsePositivePixels: units.reduce((sum, unit) => sum + unit.falsePositivePixels, 0),
  };
}

/** A ratio of sums over patients is what `resampleMeans` draws; the same seed draws the same patients for each class. */
function pooledMeans(
  images: readonly CountedImage[],
  measure: UnitMeasure,
  { empty = 'leaveOut', classIndex }: UnitScoreOptions,
  draw: (units: ResamplingUnits) => Float64Array,
): { mean: number; means: () => Float64Array } {
  const patients = countedUnits(images, 'patient').map(({ counts }) => chosenClasses(counts, classIndex));
  const classes = (patients[0] ?? []).map((_, c) => patients.map((counts) => counts[c] ?? { tp: 0, fp: 0, fn: 0 }));
  const ratio = ratioOf(measure);
  const whole = classes.map((counts) => {
    const sum = counts.reduce((a, b) => ({ tp: a.tp + b.tp, fp: a.fp + b.fp, fn: a.fn + b.fn }));
    const score = classScore(measure, sum, empty);
    return measure === 'volumeError' ? score / counts.length : score;
  });
  const means = () => {
    const drawn = classes.map((counts) =>
      draw({
        sums: Float64Array.from(counts, (c) => ratio(c).over),
        counts: Float64Array.from(counts, (c) => ratio(c).under),
      }),
    );
    return (drawn[0] ?? new Float64Array()).map((_, r) => meanOfDefined(drawn.map((row) => row[r] ?? NaN)));
  };
  return { mean: meanOfDefined(whole), means };
}
