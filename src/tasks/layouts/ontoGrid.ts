import { UserError } from '../../userError.js';
import { voxelSpacing } from '../readers/affine.js';
import { gridDifference, inOrderOf } from '../readers/grid.js';
import { resample } from '../readers/resample.js';
import { describeGrid, type Volume } from '../readers/volume.js';
import type { ReadOptions, VolumeLayout } from './case.js';

/**
 * A volume of a case on the grid of its first input: as it is, its axes in the other's order, or resampled, which is
 * noted.
 *
 * Throws a UserError where the two do not overlap, and for a mask on another grid unless `resampleMasks` allows it.
 */
export function ontoGrid(
  layout: VolumeLayout,
  role: string,
  volume: Volume,
  reference: Volume,
  kind: 'linear' | 'nearest',
  { resampleMasks }: Pick<ReadOptions, 'resampleMasks'>,
  notes: string[],
): Volume {
  const ordered = inOrderOf(volume, reference);
  if (ordered) return ordered;
  const resampled = resample(volume, reference, kind);
  const [own, first] = [`${role} (${describeGrid(volume)})`, `${layout.inputs[0]} (${describeGrid(reference)})`];
  if (resampled.data.every((value) => value === 0) && volume.data.some((value) => value !== 0)) {
    throw new UserError(
      `${volume.path} lies elsewhere than the first input: ${own} and ${first} do not overlap where there is something to see. Register them, or take the case away.`,
    );
  }
  if (role === layout.mask && !resampleMasks)
    throw new UserError(
      `${volume.path} is a mask on another grid than its image: ${gridDifference(volume, reference)}. Draw or export it on the image's grid, or allow \`resampleMasks\`, which tells what is lost.`,
    );
  const lost = role === layout.mask ? `, ${lossOf(volume, resampled)}` : '';
  const note = `${own} was resampled to the grid of ${first}${lost}`;
  // A modality that also gives the body is read twice, and told once.
  if (!notes.includes(note)) notes.push(note);
  return resampled;
}

/** How much of a mask's target a resampling kept, by volume. */
function lossOf(native: Volume, resampled: Volume): string {
  const [before, after] = [native, resampled].map(({ data, affine }) => {
    const [x, y, z] = voxelSpacing(affine);
    let marked = 0;
    for (let v = 0; v < data.length; v++) marked += Number(data[v] !== 0);
    return { marked, ml: (marked * x * y * z) / 1000 };
  }) as [{ marked: number; ml: number }, { marked: number; ml: number }];
  return `its ${before.marked} marked voxels (${before.ml.toFixed(2)} ml) became ${after.marked} (${after.ml.toFixed(2)} ml)`;
}
