import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { startEngine } from '../engine/index.js';
import { progress } from '../progress.js';
import { listFiles, openTask, refuseProblems, type Case, type Sample } from '../tasks/index.js';
import { classesOf, predictProbabilities, unet, type Network } from '../training/index.js';
import { UserError } from '../userError.js';
import type { SavedNetwork } from './networkFile.js';
import { StagedFolder } from './stagedFolder.js';

/**
 * Applies a network to every case of a folder in a layout of its task (masks need not be there), a case at a time, and
 * writes each mask on the grid and in the format of its image. Nothing is left in `out` where a case fails, and nothing
 * in it is lost: see `StagedFolder`.
 *
 * @param options - `showProgress`: default true; `force`: files in `out` may be replaced, those of `data` never; default
 * false
 * @returns the paths of the masks
 * @throws UserError where the folder holds no case of the task or files that do not fit together, images of another
 * number of channels, or `out` holds files of `data`, or other files of the masks' names
 */
export async function predictFolder(
  saved: SavedNetwork,
  data: string,
  out: string,
  { showProgress = true, force = false } = {},
): Promise<string[]> {
  const { cases, problems } = await openTask(saved.task, data, false);
  refuseProblems(problems, saved.task, data);
  const files = (await listFiles(data)).map((file) => join(data, file));
  const staged = new StagedFolder(out, [...files, ...cases.flatMap((one) => one.files)], { force });
  try {
    return await predictCases(saved, cases, data, out, staged, showProgress);
  } finally {
    staged.dispose();
  }
}

async function predictCases(
  saved: SavedNetwork,
  cases: readonly Case[],
  data: string,
  out: string,
  staged: StagedFolder,
  showProgress: boolean,
): Promise<string[]> {
  await startEngine();
  const { size } = saved;
  const network = unet(saved.network);
  const parameters = tf.tensor1d(saved.parameters);
  const shown = showProgress ? progress(`Segmenting ${data}`, cases.length) : undefined;
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
      const mask = await writeMask(staged.path, masksOf(network, parameters, samples));
      if (written.includes(mask))
        throw new UserError(
          `two cases of ${data} are called ${one.id}: their masks would be one file. Rename one of them.`,
        );
      written.push(mask);
      staged.refuseClash(mask);
      shown?.update(index + 1, one.id);
    }
    const masks = staged.place(written);
    shown?.end(`${masks.length} masks in ${out}`);
    return masks;
  } finally {
    parameters.dispose();
  }
}

function masksOf(network: Network, parameters: tf.Tensor1D, samples: readonly Sample[]): Uint8Array[] {
  return [...predictProbabilities(network, parameters, samples)].map((probabilities, n) =>
    classesOf(probabilities, network.outputs, samples[n]!.valid),
  );
}
