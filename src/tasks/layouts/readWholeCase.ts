import { UserError } from '../../userError.js';
import { voxelSpacing } from '../readers/affine.js';
import { readNiftiVolume } from '../readers/readNifti.js';
import type { Volume } from '../readers/volume.js';
import { WHOLE_SPACING_MM, type WholeVolume } from '../volumes/wholeVolume.js';
import { zoomVolume, type GridValues } from '../volumes/zoomVolume.js';
import type { ReadOptions, VolumeLayout } from './case.js';
import { ontoGrid } from './ontoGrid.js';
import { targetOf } from './target.js';

/**
 * Reads one patient whole, as the paper's authors describe what their networks were given: every input resampled to
 * 2 mm with `zoomVolume`, then shifted and scaled by their constants; the body where their channel exceeds their
 * threshold, of resampled values.
 *
 * What they do not state is assumed. The axes are those of the file. ASSUMPTION: masks are resampled as images are, and
 * cut at one half. ASSUMPTION: a voxel without a number holds 0 before resampling. ASSUMPTION: beyond its borders a
 * volume holds, in each channel, the least value that it has.
 */
export async function readWholeCase(
  layout: VolumeLayout,
  { id, patient, paths }: { id: string; patient: string; paths: Record<string, string> },
  options: Pick<ReadOptions, 'resampleMasks'>,
): Promise<WholeVolume> {
  const { inputs, normalise, body: bodyRule } = layout;
  if (!normalise || !bodyRule) throw new RangeError(`${layout.name} has no shifts, scales and body of the authors.`);
  const notes: string[] = [];
  const reference = await readNiftiVolume(paths[inputs[0]!]!);
  const factors = voxelSpacing(reference.affine).map((mm) => mm / WHOLE_SPACING_MM);
  const onGrid = async (role: string, kind: 'linear' | 'nearest') =>
    role === inputs[0]
      ? reference
      : ontoGrid(layout, role, await readNiftiVolume(paths[role]!), reference, kind, options, notes);
  const zoomed = async (role: string) => zoomVolume(inOrder(await onGrid(role, 'linear')), factors);
  const { sides, data: firstData } = await zoomed(inputs[0]!);
  const voxels = firstData.length;
  if (voxels === 0)
    throw new UserError(
      `${reference.path} is thinner than half a voxel of ${WHOLE_SPACING_MM} mm along an axis: nothing is left of it. Take the case away.`,
    );
  const channels = inputs.length;
  const image = new Float32Array(voxels * channels);
  const body = new Uint8Array(voxels);
  const beyond: number[] = [];
  for (const [c, role] of inputs.entries()) {
    const data = c === 0 ? firstData : (await zoomed(role)).data;
    let least = Infinity;
    for (let v = 0; v < voxels; v++) {
      const value = (data[v]! - normalise.shifts[c]!) / normalise.scales[c]!;
      image[v * channels + c] = value;
      least = Math.min(least, value);
      if (role === bodyRule.role) body[v] = Number(data[v]! > bodyRule.above);
    }
    beyond.push(Math.fround(least));
  }
  const mask = await onGrid(layout.mask, 'nearest');
  const everywhere = new Uint8Array(mask.data.length).fill(1);
  const { target, valid } = targetOf(layout, mask, everywhere, READ, notes);
  const half = (marked: Uint8Array) =>
    Uint8Array.from(zoomVolume(inOrder({ ...mask, data: marked }), factors).data, (value) => Number(value > 0.5));
  return {
    id,
    patient,
    sides: sides as unknown as WholeVolume['sides'],
    channels,
    image,
    mask: half(target),
    body,
    ...(valid.includes(0) && { valid: half(valid) }),
    beyond,
    notes,
  };
}

const READ: ReadOptions = { size: 0, slicesPerCase: Infinity, invert: false, multiClass: false, needsMask: true };

/** The volume with its last axis innermost in memory; what is no number is 0. */
function inOrder({ size: [nx, ny, nz], data }: Pick<Volume, 'size' | 'data'>): GridValues {
  const ordered = new Float64Array(data.length);
  let from = 0;
  for (let z = 0; z < nz; z++)
    for (let y = 0; y < ny; y++)
      for (let x = 0; x < nx; x++, from++) {
        const value = data[from]!;
        ordered[(x * ny + y) * nz + z] = Number.isFinite(value) ? value : 0;
      }
  return { sides: [nx, ny, nz], data: ordered };
}
