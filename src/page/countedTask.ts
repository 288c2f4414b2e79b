import type { CountedImage } from '../evaluation/units/countedImage.js';

/** One way of training on one task, of which only counts are kept. */
export interface CountedArm {
  id: string;
  title: string;
  /** The question of the study that it helps to answer. */
  part: string;
  color: string;
  symbol: string;
  /** Folds of which there is a run, from 0, and those of them whose network collapsed. */
  folds: number[];
  collapsed: number[];
  /** `tp, fp` of each class of each image, fold by fold in the order of `CountedTask.images`. */
  counts: number[];
}

/** What the page knows of one task: for every arm the same images, so that patients, folds and references stand once. */
export interface CountedTask {
  id: string;
  title: string;
  /** What one score is taken over unless another unit is asked for. */
  unit: 'patient' | 'image';
  /** Foreground classes. */
  classes: string[];
  images: { id: string; patient: string; fold: number; reference: number[] }[];
  arms: CountedArm[];
}

/**
 * The images of one arm as `unitScores` takes them.
 *
 * @param folds - only those
 */
export function imagesOf({ images }: CountedTask, arm: CountedArm, folds: readonly number[]): CountedImage[] {
  let at = 0;
  return images.flatMap(({ id, patient, fold, reference }) => {
    if (!arm.folds.includes(fold)) return [];
    const counts = reference.map((pixels) => {
      const [tp = NaN, fp = NaN] = [arm.counts[at++], arm.counts[at++]];
      return { tp, fp, fn: pixels - tp };
    });
    return folds.includes(fold) ? [{ id, patient, counts }] : [];
  });
}
