import { UserError } from '../../userError.js';
import { checkOptions, shown } from '../options.js';
import { countedUnits, type ClassCounts, type CountedImage, type CountUnit, type EmptyUnits } from './countedImage.js';
import { classScore, meanOfDefined, type UnitMeasure } from './unitMeasures.js';

export interface UnitScoreOptions {
  /** What one score is computed over. Default `patient`: the counts of a patient's images are summed first. */
  per?: CountUnit;
  /** What a unit without a target scores. Default `leaveOut`. */
  empty?: EmptyUnits;
  /** The place of the only class that is scored, from 0. Default: the mean over the classes that have a score. */
  classIndex?: number;
}

/** Scores of one unit, NaN where it has none: such a unit is to be left out, and counted. */
export interface UnitScores extends Record<UnitMeasure, number> {
  unit: string;
  patient: string;
  images: number;
  /** Pixels of the reference and of the prediction, of the classes that are scored. */
  referencePixels: number;
  predictedPixels: number;
  /** Classes of which the reference holds nothing, those of them that are predicted all the same, and their pixels. */
  emptyClasses: number;
  falsePositiveClasses: number;
  falsePositivePixels: number;
}

/**
 * Scores of every unit (image, patient, or all images pooled) from stored counts.
 *
 * `dice = 2·tp / (2·tp + fp + fn);  jaccard = tp / (tp + fp + fn);  precision = tp / (tp + fp);  recall = tp / (tp + fn);
 * volumeError = fp − fn;  relativeVolumeError = (fp − fn) / (tp + fn)`, the counts summed over the unit's images
 *
 * With several classes, the mean over those that have a score. A class of which the reference of the unit holds nothing
 * has none under `leaveOut`, whatever is predicted; what is predicted there is told by `falsePositiveClasses` and
 * `falsePositivePixels`. Precision where nothing is predicted is 0/0: NaN under `leaveOut`, else as `empty` says. Under
 * `one` and `zero` a relative volume error of an empty reference is 0 where nothing is predicted, else NaN.
 *
 * @param images - stored counts, in any order
 * @throws UserError where there is no image, counts are not whole numbers, images differ in their classes, or an option
 * has no meaning
 * @example
 * ```ts
 * import { unitScores } from 'dice-workbook/evaluation';
 * const slices = [
 *   { id: 's1', patient: 'p1', counts: [{ tp: 8, fp: 0, fn: 2 }] },
 *   { id: 's2', patient: 'p1', counts: [{ tp: 0, fp: 2, fn: 0 }] },
 * ];
 * unitScores(slices)[0].dice // => 0.8
 * unitScores(slices, { per: 'image' }).map(({ falsePositivePixels }) => falsePositivePixels) // => [0, 2]
 * ```
 */
export function unitScores(images: readonly CountedImage[], options: UnitScoreOptions = {}): UnitScores[] {
  checkOptions('unitScores', options, ['per', 'empty', 'classIndex']);
  const { per = 'patient', empty = 'leaveOut', classIndex } = options;
  return countedUnits(images, per).map(({ id, patient, counts, images: members }) => {
    const scored = chosenClasses(counts, classIndex);
    const score = (measure: UnitMeasure) => meanOfDefined(scored.map((c) => classScore(measure, c, empty)));
    const absent = scored.filter(({ tp, fn }) => tp + fn === 0);
    const total = (of: (c: ClassCounts) => number, list = scored) => list.reduce((sum, c) => sum + of(c), 0);
    return {
      unit: id,
      patient,
      images: members,
      dice: score('dice'),
      jaccard: score('jaccard'),
      precision: score('precision'),
      recall: score('recall'),
      volumeError: score('volumeError'),
      relativeVolumeError: score('relativeVolumeError'),
      referencePixels: total(({ tp, fn }) => tp + fn),
      predictedPixels: total(({ tp, fp }) => tp + fp),
      emptyClasses: absent.length,
      falsePositiveClasses: absent.filter(({ fp }) => fp > 0).length,
      falsePositivePixels: total(({ fp }) => fp, absent),
    };
  });
}

/** The counts of the one class that is scored, or of all. */
export function chosenClasses(counts: readonly ClassCounts[], classIndex: number | undefined): readonly ClassCounts[] {
  if (classIndex === undefined) return counts;
  const chosen = Number.isInteger(classIndex) ? counts[classIndex] : undefined;
  if (!chosen)
    throw new UserError(
      `classIndex is the place of a class, 0 to ${counts.length - 1} here, not ${shown(classIndex)}.`,
    );
  return [chosen];
}
