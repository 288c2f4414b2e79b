import type { Sample } from './sample.js';

/** What `patientRule` says where images that look alike are to count as one patient's. */
export const LOOK_ALIKE = 'look-alike';

/** Rows and columns of the thumbnails that are compared. */
const THUMBNAIL = 16;
/**
 * Correlation from which two thumbnails look alike. Measured on 599 polyp frames whose patients nobody named: the one pair of
 * neighbouring frames of a video that can be seen has .95, and no other pair has more than .92; at .85 some twenty frames
 * are joined, most of them needlessly, which costs nothing, and below .80 chains join everything.
 */
const ALIKE = 0.85;

/**
 * Groups images that look alike, so that no fold parts neighbouring frames of one video: images whose thumbnails, less the
 * mean thumbnail of the set (frames, borders and burned-in boxes are everybody's), correlate; and those that are linked
 * through others. It finds nearly equal images. Two views of one polyp that look different it cannot find.
 *
 * @param samples - all of one size and number of channels
 * @returns for each sample the id of its group's first
 */
export function lookAlikes(
  samples: readonly Pick<Sample, 'id' | 'image' | 'height' | 'width' | 'channels'>[],
): string[] {
  const thumbnails = samples.map(thumbnail);
  const length = thumbnails[0]?.length ?? 0;
  const mean = new Float64Array(length);
  for (const one of thumbnails) one.forEach((value, i) => (mean[i]! += value / thumbnails.length));
  for (const one of thumbnails) {
    for (let i = 0; i < length; i++) one[i]! -= mean[i]!;
    const norm = Math.hypot(...one);
    for (let i = 0; i < length; i++) one[i]! /= norm || 1;
  }
  const first = samples.map((_, i) => i);
  const root = (i: number): number => (first[i] === i ? i : (first[i] = root(first[i]!)));
  for (let i = 0; i < samples.length; i++)
    for (let j = 0; j < i; j++) {
      const [a, b] = [thumbnails[i]!, thumbnails[j]!];
      let correlation = 0;
      for (let k = 0; k < length; k++) correlation += a[k]! * b[k]!;
      if (correlation >= ALIKE) {
        const [later, earlier] = [root(i), root(j)].sort((x, y) => y - x) as [number, number];
        first[later] = earlier;
      }
    }
  return samples.map((_, i) => samples[root(i)]!.id);
}

/** Means of equal cells, every channel. */
function thumbnail({
  image,
  height,
  width,
  channels,
}: Pick<Sample, 'image' | 'height' | 'width' | 'channels'>): Float64Array {
  const cells = new Float64Array(THUMBNAIL ** 2 * channels);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const cell = Math.floor((y * THUMBNAIL) / height) * THUMBNAIL + Math.floor((x * THUMBNAIL) / width);
      for (let c = 0; c < channels; c++) cells[cell * channels + c]! += image[(y * width + x) * channels + c]!;
    }
  return cells;
}
