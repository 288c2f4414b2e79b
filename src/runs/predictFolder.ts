import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { startEngine } from '../engine/index.js';
import { progress } from '../progress.js';
import { openTask, refuseProblems, type Sample } from '../tasks/index.js';
import { classesOf, predictProbabilities, unet, type Network } from '../training/index.js';
import { UserError } from '../userError.js';
import { refuseUnwritable } from '../writeWhole.js';
import type { SavedNetwork } from './networkFile.js';

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
  saved: SavedNetwork,
  data: string,
  out: string,
  { showProgress = true } = {},
): Promise<string[]> {
  refuseUnwritable(out);
  const { cases, problems } = await openTask(saved.task, data, false);
  refuseProblems(problems, saved.task, data);
  await startEngine();
  const { size } = saved;
  const network = unet(saved.network);
  const parameters = tf.tensor1d(saved.parameters);
  const shown = showProgress ? progress(`Segmenting ${data}`, cases.length) : undefined;
  const partial = `${out}.part`;
  const written: string[] = [];
  try {
    for (const [index, one] of cases.entries()) {
      const { samples, writeMask } = await one.read({
        size: size[0],
        slicesPerCase: Infinity,
        invert: false,
        multiClass: network.outputs > 1,
        needsMask: false,
      });
      const channels = samples[0]?.channels;
      if (channels !== undefined && channels !== network.inputs) {
        throw new UserError(
          `${one.id} gives images of ${channels} channel(s), and the network takes ${network.inputs}: it was trained on ${saved.provenance}. Give a network trained on images of this layout.`,
        );
      }
      written.push(await writeMask(partial, masksOf(network, parameters, samples)));
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

function masksOf(network: Network, parameters: tf.Tensor1D, samples: readonly Sample[]): Uint8Array[] {
  return [...predictProbabilities(network, parameters, samples)].map((probabilities, n) =>
    classesOf(probabilities, network.outputs, samples[n]!.valid),
  );
}
