import { join, resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { startEngine } from '../engine/index.js';
import { progress } from '../progress.js';
import {
  damageError,
  listFiles,
  openTask,
  readOrCollect,
  refuseProblems,
  type Case,
  type DamagedCase,
  type Sample,
} from '../tasks/index.js';
import { classesOf, predictProbabilities, unet, type Network } from '../training/index.js';
import { UserError } from '../userError.js';
import type { SavedNetwork } from './networkFile.js';
import { predictionOverlay } from './predictionOverlay.js';
import { StagedFolder } from './stagedFolder.js';

export interface PredictOptions {
  /** Default true. */
  showProgress?: boolean;
  /** Probabilities from here on are marked, of networks of one class: 0 to 1, or what training patients chose. Default 0.5. */
  threshold?: number | 'tuned' | undefined;
  /** A folder for pictures of the predicted outlines on their images, a PNG a case; default: none are drawn. */
  overlay?: string | undefined;
  /** Leaves out cases that are damaged or do not fit together, and tells them, in place of refusing all; default false. */
  skipBad?: boolean;
  /** Files in `out` may be replaced, those of `data` never; default false. */
  force?: boolean;
  /**
   * Each case is segmented by the network of a comparison that has not seen its patient; cases of which none of the
   * networks knows that are left out. Default false: one network segments every case.
   */
  heldOut?: boolean;
  /** Who the patients are, as `loadTask` takes it; default as the comparison was told. */
  patientRule?: string | undefined;
}

export interface Predicted {
  /** The paths of the masks. */
  masks: string[];
  /** Cases left out, as no network is known not to have seen them. */
  leftOut: string[];
  /** Why cases were left out with `skipBad`, one sentence each. */
  bad: string[];
  /** Cases of a patient that the network learned from: their scores are too good. */
  seen: string[];
}

/**
 * Applies a network to every case of a folder in a layout of its task (masks need not be there), a case at a time, and
 * writes each mask on the grid and in the format of its image. Nothing is left in `out` where a case fails, and nothing
 * in it is lost: see `StagedFolder`.
 *
 * @param networks - one; with `heldOut` one or several of one comparison
 * @throws UserError where the folder holds no case of the task or files that do not fit together, images of another
 * number of channels, or `out` holds files of `data`, or other files of the masks' names
 */
export async function predictFolder(
  networks: SavedNetwork | readonly SavedNetwork[],
  data: string,
  out: string,
  options: PredictOptions = {},
): Promise<Predicted> {
  const { showProgress = true, force = false, heldOut = false, skipBad = false } = options;
  const { patientRule, overlay, threshold } = options;
  const all = [networks].flat() as SavedNetwork[];
  const first = sameKind(all, heldOut);
  const cuts = new Map(all.map((saved) => [saved, cutOf(saved, threshold)]));
  const rule = patientRule ?? first.patientRule;
  const { cases, problems } = await openTask(first.task, data, false, {
    ...(rule !== undefined && { patients: rule }),
    description: first.own,
    channels: first.network.inputs,
  });
  const bad = problems.flatMap(({ severity, file, message }) => (severity === 'error' ? [`${file} ${message}`] : []));
  if (!skipBad) refuseProblems(problems, first.task, data);
  const files = (await listFiles(data)).map((file) => join(data, file));
  const tasks = cases.flatMap((one): CaseTask[] => {
    const saved = heldOut ? all.find(({ patients }) => patients?.heldOut.includes(one.patient)) : first;
    return saved ? [{ one, saved }] : [];
  });
  const taken = new Set(tasks.map(({ one }) => one));
  const leftOut = cases.filter((one) => !taken.has(one)).map(({ id }) => id);
  if (tasks.length === 0)
    throw new UserError(
      `none of the ${cases.length} cases of ${data}, such as ${leftOut[0]}, is one that was held out from ${all.length === 1 ? 'this network' : 'these networks'}. Give the folder of the comparison, and its other networks; \`patients\` as the comparison was given it.`,
    );
  const seen = tasks
    .filter(({ one, saved }) => saved.patients?.trainedOn.includes(one.patient))
    .map(({ one }) => one.id);
  const inputs = [...files, ...cases.flatMap((one) => one.files)];
  const masksIn = resolve(out);
  if (overlay !== undefined && `${resolve(overlay)}/`.startsWith(`${masksIn}/`))
    throw new UserError(`pictures in ${overlay} would lie among the masks in ${out}. Give \`overlay\` another folder.`);
  const staged = new StagedFolder(out, inputs, { force });
  const pictures = overlay === undefined ? undefined : new StagedFolder(overlay, inputs, { force });
  try {
    const damaged: DamagedCase[] = [];
    const made = await predictCases(tasks, data, { staged, pictures }, cuts, damaged, showProgress);
    if (damaged.length > 0 && (!skipBad || made.masks.length === 0))
      throw damageError(damaged, tasks.length, first.task, data);
    bad.push(...damaged.map(({ message }) => message));
    pictures?.place(made.pictures);
    return { masks: staged.place(made.masks), leftOut, seen, bad };
  } finally {
    staged.dispose();
    pictures?.dispose();
  }
}

/** A case and the network that segments it. */
interface CaseTask {
  one: Case;
  saved: SavedNetwork;
}

/** The first of networks of one kind. */
function sameKind(networks: readonly SavedNetwork[], heldOut: boolean): SavedNetwork {
  const [first, ...others] = networks;
  if (first === undefined)
    throw new UserError('no network is given: expected files written by: npx dice-workbook compare --save.');
  if (!heldOut && others.length > 0)
    throw new UserError(
      `${networks.length} networks are given, and one is applied to a folder. Give one, or \`heldOut\`: each then segments the cases that it has not seen.`,
    );
  if (heldOut && networks.some(({ patients }) => patients === undefined))
    throw new UserError(
      'a network does not tell which patients it has not seen: it learned from synthetic images, or an older version wrote it. Train and write it anew with: npx dice-workbook compare --data <folder> --save.',
    );
  const kind = ({ task, classes, provenance, loss }: SavedNetwork) => JSON.stringify([task, classes, provenance, loss]);
  const other = others.find((one) => kind(one) !== kind(first));
  if (other)
    throw new UserError(
      `the networks are of several kinds: ${first.task}, ${first.loss} on ${first.provenance}, and ${other.task}, ${other.loss} on ${other.provenance}. Give the networks of one loss of one comparison.`,
    );
  const twice = others.find(({ fold }, k) => networks.slice(0, k + 1).some((one) => one.fold === fold));
  if (twice)
    throw new UserError(
      `two of the networks have not seen fold ${twice.fold + 1}, of seeds perhaps. Give one for each fold: one seed.`,
    );
  return first;
}

async function predictCases(
  tasks: readonly CaseTask[],
  data: string,
  { staged, pictures }: { staged: StagedFolder; pictures: StagedFolder | undefined },
  cuts: ReadonlyMap<SavedNetwork, number | undefined>,
  damaged: DamagedCase[],
  showProgress: boolean,
): Promise<{ masks: string[]; pictures: string[] }> {
  await startEngine();
  const loaded = new Map([...new Set(tasks.map(({ saved }) => saved))].map((saved) => [saved, loadedNetwork(saved)]));
  const shown = showProgress ? progress(`Segmenting ${data}`, tasks.length) : undefined;
  const written: string[] = [];
  const drawn: string[] = [];
  try {
    for (const [index, { one, saved }] of tasks.entries()) {
      const { network, parameters } = loaded.get(saved)!;
      const images = await readOrCollect(one, damaged, {
        size: saved.size[0],
        slicesPerCase: Infinity,
        invert: false,
        multiClass: network.outputs > 1,
        needsMask: false,
      });
      if (!images) continue;
      const { samples, writeMask } = images;
      const channels = samples[0]?.channels;
      if (channels !== undefined && channels !== network.inputs) {
        throw new UserError(
          `${one.id} gives images of ${channels} channel(s), and the network takes ${network.inputs}: it was trained on ${saved.provenance}. Give a network trained on images of this layout.`,
        );
      }
      const mask = await writeMask(staged.path, masksOf(network, parameters, samples, cuts.get(saved)));
      if (written.includes(mask))
        throw new UserError(
          `two cases of ${data} are called ${one.id}: their masks would be one file. Rename one of them.`,
        );
      written.push(mask);
      staged.refuseClash(mask);
      if (pictures) {
        drawn.push(await predictionOverlay(one, mask, pictures.path));
        pictures.refuseClash(drawn.at(-1)!);
      }
      shown?.update(index + 1, one.id);
    }
    shown?.end(`${written.length} of ${tasks.length} cases`);
    return { masks: written, pictures: drawn };
  } finally {
    for (const { parameters } of loaded.values()) parameters.dispose();
  }
}

const loadedNetwork = (saved: SavedNetwork) => ({
  network: unet(saved.network),
  parameters: tf.tensor1d(saved.parameters),
});

function masksOf(
  network: Network,
  parameters: tf.Tensor1D,
  samples: readonly Sample[],
  cut: number | undefined,
): Uint8Array[] {
  return [...predictProbabilities(network, parameters, samples)].map((probabilities, n) => {
    const { valid } = samples[n]!;
    return cut === undefined
      ? classesOf(probabilities, network.outputs, valid)
      : Uint8Array.from(probabilities, (p, v) => Number(p >= cut && valid?.[v] !== 0));
  });
}

/** Where a network's probabilities are cut; undefined: at one half, or the most probable class. */
function cutOf({ tuned, network }: SavedNetwork, threshold: PredictOptions['threshold']): number | undefined {
  if (threshold === undefined) return undefined;
  if (network.outputs > 1)
    throw new UserError(
      `the network tells ${network.outputs} classes apart, and a threshold is of one. Leave \`threshold\` out.`,
    );
  if (threshold !== 'tuned') {
    if (threshold >= 0 && threshold <= 1) return threshold;
    throw new UserError(`\`threshold\` is a probability from 0 to 1, or tuned, got ${threshold}.`);
  }
  if (tuned === undefined)
    throw new UserError(
      'the network does not tell its tuned threshold: an older version wrote it. Write it anew with: npx dice-workbook compare --save.',
    );
  return tuned;
}
