import { join } from 'node:path';
import { UserError } from '../../userError.js';
import { voxelSpacing } from '../readers/affine.js';
import { readNifti, readNiftiVolume } from '../readers/readNifti.js';
import { reorient, restoreAxes } from '../readers/reorient.js';
import { resizeImage, resizeMask, type Window } from '../readers/resizeRaster.js';
import type { Values } from '../readers/values.js';
import { describeGrid, type Volume } from '../readers/volume.js';
import { writeNifti } from '../readers/writeNifti.js';
import type { Sample } from '../sample.js';
import { bodyOf, bodySlices, bodyWindow, sliceSideMm, sliceWindow } from './body.js';
import type { CaseImages, ReadOptions, VolumeLayout } from './case.js';
import { nativeMask } from './nativeMask.js';
import { ontoGrid } from './ontoGrid.js';
import { targetOf } from './target.js';

/** Perfusion maps lack single voxels; more than this part of the body without a number is worth a note. */
const MISSING_SHARE = 0.02;

/**
 * Reads one patient: every input on the grid of the first, axes in LPS+, normalised, cut into axial slices of the asked
 * size.
 */
export async function readVolumeCase(
  layout: VolumeLayout,
  { id, patient, paths }: { id: string; patient: string; paths: Record<string, string> },
  options: ReadOptions,
): Promise<CaseImages> {
  const notes: string[] = [];
  const original = await readRole(layout, layout.inputs[0]!, paths);
  const reference = reorient(original);
  const onGrid = async (role: string, kind: 'linear' | 'nearest') =>
    role === layout.inputs[0]
      ? reference
      : ontoGrid(layout, role, reorient(await readRole(layout, role, paths)), reference, kind, options, notes);
  const body = bodyOf(layout.body ? await onGrid(layout.body.role, 'nearest') : reference, layout.body?.above);
  const channels: Float32Array[] = [];
  for (const [index, role] of layout.inputs.entries())
    channels.push(normalised((await onGrid(role, 'linear')).data, body, layout, index, paths[role]!, notes));
  const { target, valid } = options.needsMask
    ? targetOf(layout, await onGrid(layout.mask, 'nearest'), body, options, notes)
    : { target: new Uint8Array(body.length), valid: body };
  const { wholeSlice } = layout;
  const window = wholeSlice ? sliceWindow(reference) : bodyWindow(reference, body);
  const slices = bodySlices(reference, body, options.slicesPerCase, wholeSlice && sliceSideMm(reference));
  const samples = slices.map((k) =>
    cut(
      reference,
      k,
      channels,
      target,
      valid,
      window,
      options.size,
      `${id}_slice${String(k).padStart(3, '0')}`,
      patient,
    ),
  );
  const [width, height] = reference.size;
  return {
    samples,
    native: options.needsMask
      ? slices.map((k) => nativeMask(target.slice(k * width * height, (k + 1) * width * height), width, height))
      : [],
    notes,
    grid: describeGrid(reference),
    writeMask: (folder, masks) => writeVolumeMask(folder, id, original, reference, window, masks, options.size),
  };
}

/** The volume of one input, or of the mask. */
async function readRole(
  { frames, inputs }: VolumeLayout,
  role: string,
  paths: Record<string, string>,
): Promise<Volume> {
  const path = paths[role]!;
  if (!frames || !inputs.includes(role)) return readNiftiVolume(path);
  const volume = await readNifti(path, inputs.indexOf(role));
  if (volume.frames !== inputs.length)
    throw new UserError(
      `${path} holds ${volume.frames} volumes, and ${inputs.length} channels are named, ${inputs.join(', ')}. Name each volume of the file.`,
    );
  return volume;
}

function normalised(
  values: Values,
  body: Uint8Array,
  { normalise }: VolumeLayout,
  channel: number,
  path: string,
  notes: string[],
): Float32Array {
  let [inside, count, sum, squares] = [0, 0, 0, 0];
  for (let v = 0; v < values.length; v++) {
    if (body[v] !== 1) continue;
    inside++;
    if (!Number.isFinite(values[v]!)) continue;
    count++;
    sum += values[v]!;
    squares += values[v]! ** 2;
  }
  if (inside > 0 && count === 0)
    throw new UserError(
      `${path} holds no finite number inside the body: there is nothing to see. Make it again, or take the case away.`,
    );
  if (inside - count > MISSING_SHARE * inside)
    notes.push(
      `${Math.round((100 * (inside - count)) / inside)} % of the body's voxels of ${path} hold no finite number; they count as 0`,
    );
  const mean = count > 0 ? sum / count : 0;
  const shift = normalise ? normalise.shifts[channel]! : mean;
  const scale = normalise
    ? normalise.scales[channel]!
    : Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean)) || 1;
  // Perfusion maps hold NaN where nothing flows; outside the body every input is 0, as the authors' network saw it.
  return Float32Array.from(values, (value, v) =>
    body[v] === 1 && Number.isFinite(value) ? (value - shift) / scale : 0,
  );
}

function cut(
  volume: Volume,
  k: number,
  inputs: Float32Array[],
  target: Uint8Array,
  valid: Uint8Array,
  window: Window,
  size: number,
  id: string,
  patient: string,
): Sample {
  const [width, height] = volume.size;
  const [from, to] = [k * width * height, (k + 1) * width * height];
  const channels = inputs.length;
  const image = new Float32Array(size * size * channels);
  inputs.forEach((input, c) => {
    const small = resizeImage({ width, height, channels: 1, data: input.subarray(from, to) }, window, size, size);
    for (let pixel = 0; pixel < small.length; pixel++) image[pixel * channels + c] = small[pixel]!;
  });
  const labels = (data: Uint8Array) =>
    resizeMask({ width, height, channels: 1, data: data.subarray(from, to) }, window, size, size);
  const [columnMm, rowMm] = voxelSpacing(volume.affine);
  return {
    id,
    patient,
    height: size,
    width: size,
    channels,
    image,
    mask: labels(target),
    valid: labels(valid),
    spacingMm: [(rowMm * window.height) / size, (columnMm * window.width) / size],
  };
}

async function writeVolumeMask(
  folder: string,
  id: string,
  original: Volume,
  reference: Volume,
  window: Window,
  masks: readonly Uint8Array[],
  size: number,
): Promise<string> {
  const [width, height, depth] = reference.size;
  if (masks.length !== depth)
    throw new RangeError(
      `writeMask: expected a mask for each of the ${depth} slices, got ${masks.length}. Read the case with slicesPerCase: Infinity.`,
    );
  const [x, y] = [size / window.width, size / window.height];
  const seen: Window = { left: -window.left * x, top: -window.top * y, width: width * x, height: height * y };
  const labels = new Uint8Array(width * height * depth);
  masks.forEach((data, k) =>
    labels.set(resizeMask({ width: size, height: size, channels: 1, data }, seen, width, height), k * width * height),
  );
  const path = join(folder, `${id}${/\.gz$/i.test(original.path) ? '.nii.gz' : '.nii'}`);
  writeNifti(path, restoreAxes(original, labels), original);
  return path;
}
