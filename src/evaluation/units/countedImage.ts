import { UserError } from '../../userError.js';
import { checkArgument } from '../checkArgument.js';
import { isListOf, isRecord, shown } from '../options.js';

/** Pixels of one class in one image: in both masks, in the prediction alone, in the reference alone. */
export interface ClassCounts {
  tp: number;
  fp: number;
  fn: number;
}

/** What is stored of one predicted image: enough for every score of overlap and volume, under every convention. */
export interface CountedImage {
  id: string;
  patient: string;
  /** Of each foreground class, in the order of the task's classes. */
  counts: readonly ClassCounts[];
}

/** What one score is computed over: each image, each patient's images together, or all images together. */
export type CountUnit = 'image' | 'patient' | 'pooled';

/**
 * What a unit scores of which the reference holds nothing. `leaveOut`: it has no score, and false positives in it are
 * told apart; `one` and `zero`: what 0/0 scores, so that a false positive scores 0.
 */
export type EmptyUnits = 'leaveOut' | 'one' | 'zero';

/**
 * The counts of images summed over the images of each unit, in the order in which units first occur.
 *
 * @throws UserError where there is no image, a count is no whole number of 0 or more, or images differ in their classes
 */
export function countedUnits(images: readonly CountedImage[], per: CountUnit): (CountedImage & { images: number })[] {
  if (per !== 'image' && per !== 'patient' && per !== 'pooled')
    throw new UserError(`per, what one score is computed over, is 'image', 'patient' or 'pooled', not ${shown(per)}.`);
  checkArgument('scores of counts', 'images', images, 'a list of { id, patient, counts }', Array.isArray(images));
  for (const image of images)
    checkArgument(
      ...(['scores of counts', 'an image', image, '{ id, patient, counts }, counts a list of { tp, fp, fn }'] as const),
      isRecord(image) && isListOf(image['counts'], isRecord),
    );
  const classes = images[0]?.counts.length ?? 0;
  if (classes === 0) throw new UserError('scores need the counts of at least one image and one class.');
  const units = new Map<string, CountedImage & { images: number }>();
  images.forEach((image, k) => {
    refuseOdd(image, classes);
    const key = per === 'image' ? String(k) : per === 'patient' ? image.patient : '';
    const before = units.get(key);
    const id = per === 'image' ? image.id : per === 'patient' ? image.patient : 'all';
    units.set(key, {
      id,
      patient: per === 'pooled' ? 'all' : image.patient,
      counts: before ? before.counts.map((c, i) => sum(c, image.counts[i] ?? c)) : image.counts,
      images: (before?.images ?? 0) + 1,
    });
  });
  return [...units.values()];
}

const sum = (a: ClassCounts, b: ClassCounts): ClassCounts => ({ tp: a.tp + b.tp, fp: a.fp + b.fp, fn: a.fn + b.fn });

function refuseOdd({ id, patient, counts }: CountedImage, classes: number): void {
  if (typeof patient !== 'string' || patient === '')
    throw new UserError(`image ${id} names no patient: scores are gathered, and resampled, by patient.`);
  if (counts.length !== classes)
    throw new UserError(`every image has counts of ${classes} classes, but image ${id} has ${counts.length}.`);
  for (const { tp, fp, fn } of counts) {
    if (![tp, fp, fn].every((count) => Number.isInteger(count) && count >= 0))
      throw new UserError(
        `counts are whole numbers from 0 up, and image ${id} has tp ${shown(tp)}, fp ${shown(fp)}, fn ${shown(fn)}.`,
      );
  }
}
