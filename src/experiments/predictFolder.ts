import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { startEngine } from '../engine/index.js';
import { progress } from '../progress.js';
import { openTask, refuseProblems } from '../tasks/index.js';
import { predictMasks, unet } from '../training/index.js';
import { UserError } from '../userError.js';
import { refuseUnwritable } from '../writeWhole.js';
import type { Network } from './networkFile.js';

/**
 * Applies a network to every case of a folder in a layout of its task (masks need not be there), a case at a time, and
 * writes each mask on the grid and in the format of its image. Nothing is left in `out` where a case fails.
 *
 * @param options.showProgress - default true
 * @returns the paths written
 * @throws UserError where the folder holds no case of the task or files that do not fit together, or images of another
 * number of channels
 */
export async function predictFolder(
  network: Network,
  data: string,
  out: string,
  { showProgress = true } = {},
): Promise<string[]> {
  refuseUnwritable(out);
  const { cases, problems } = await openTask(network.task, data, false);
  refuseProblems(problems, network.task, data);
  await startEngine();
  const { shape, size } = network;
  const parameters = tf.tensor1d(network.parameters);
  const shown = showProgress ? progress(`Segmenting ${data}`, cases.length) : undefined;
  const partial = `${out}.part`;
  const written: string[] = [];
  try {
    for (const [index, one] of cases.entries()) {
      const { samples, writeMask } = await one.read({
        size: size[0],
        slicesPerCase: Infinity,
        invert: false,
        multiClass: shape.outputs > 1,
        needsMask: false,
      });
      const channels = samples[0]?.channels;
      if (channels !== undefined && channels !== shape.inputs) {
        throw new UserError(
          `${one.id} gives images of ${channels} channel(s), and the network takes ${shape.inputs}: it was trained on ${network.provenance}. Give a network trained on images of this layout.`,
        );
      }
      written.push(
        await writeMask(partial, predictMasks(parameters, samples, unet({ ...shape, normalisation: 'none' }))),
      );
      shown?.update(index + 1, one.id);
    }
    await mkdir(out, { recursive: true });
    const final = written.map((path) => join(out, basename(path)));
    for (const [i, path] of written.entries()) await rename(path, final[i]!);
    shown?.end(`${final.length} masks in ${out}`);
    return final;
  } finally {
    parameters.dispose();
    await rm(partial, { recursive: true, force: true });
  }
}
