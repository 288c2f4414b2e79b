import { basename, resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { startEngine, type EngineName } from '../engine/index.js';
import { countClasses, type ClassCounts } from '../evaluation/index.js';
import { progress } from '../progress.js';
import {
  authorsCases,
  availableBytes,
  centralPatch,
  cutPatch,
  matchAuthors,
  matchNotes,
  openTask,
  refuseProblems,
  widened,
  type Case,
  type WholeVolume,
} from '../tasks/index.js';
import { VOLUME_VARIANTS, volumeUnet, volumeUnetLayers } from '../training/index.js';
import { UserError } from '../userError.js';
import { findNetworks, REGIMES, type FoundNetwork, type Kept, type Regime } from './findNetworks.js';
import { readKerasWeights } from './readKerasWeights.js';

export interface ReplicateOptions {
  /** A folder of ISLES 2018 in its publisher's layout. */
  data: string;
  /** The authors' repository, or a part of it. */
  networks: string;
  /** Default `final`. */
  kept?: Kept;
  /** Brings masks on another grid onto their image's, in place of refusing them. */
  resampleMasks?: boolean;
  /** Default true. */
  showProgress?: boolean;
}

/** What the networks said of one case, counted in voxels of 2 mm over the whole volume. */
export interface ReplicatedCase {
  id: string;
  patient: string;
  /** From 0: its networks had not seen the case. */
  fold: number;
  counts: Partial<Record<Regime, ClassCounts>>;
}

export interface Replication {
  provenance: string;
  engine: string;
  kept: Kept;
  regimes: Regime[];
  /** From 0, those of which every regime has a network. */
  folds: number[];
  cases: ReplicatedCase[];
  /** What the user should know. */
  notes: string[];
}

/** The part of a volume that the authors' networks tell, in voxels of 2 mm. */
export const AUTHORS_PATCH = [136, 136, 82] as const;
const SHAPE = { inputs: 5, outputs: 1, features: VOLUME_VARIANTS.plain.features };

/** Measured at the authors' patch, the program and its libraries included, with a fifth to spare. */
const NEEDED_BYTES: Record<EngineName, number> = { native: 2.4 * 2 ** 30, wasm: 4.0 * 2 ** 30, cpu: 4.0 * 2 ** 30 };

/**
 * Applies the paper authors' published networks for ISLES 2018 to the cases that each had not seen.
 *
 * Every case is prepared as `readWholeCase` says, its central patch of 136×136×82 voxels of 2 mm predicted by the network
 * of each regime for the case's fold, cut at one half, and taken as background outside the body and the patch. ASSUMPTION:
 * the margin of 13 voxels that the network needs round its patch is taken from the volume, and beyond its borders from
 * what it holds there; scores are counted at 2 mm.
 *
 * @throws UserError for data, networks or memory that do not suffice
 */
export async function replicate(options: ReplicateOptions): Promise<Replication> {
  const { data, networks, kept = 'final', resampleMasks = false, showProgress = true } = options;
  const found = findNetworks(networks, kept, authorsCases('is18').length);
  const regimes = REGIMES.filter((regime) => found.some((one) => one.regime === regime));
  const { folds, notes } = sharedFolds(found, regimes);
  const { cases, problems, layout } = await openTask('is18', data, true);
  refuseProblems(problems, 'is18', data);
  if (cases.some(({ readWhole }) => !readWhole))
    throw new UserError(
      `${data} is laid out as ${layout}, and the authors' networks take ISLES 2018 with its five inputs. See data/README.md for where it is.`,
    );
  const match = matchAuthors(
    'is18',
    cases.map(({ id }) => id),
  );
  notes.push(...matchNotes(match));
  const held = cases.flatMap((one) => {
    const fold = match.foldOf.get(one.id);
    return fold !== undefined && folds.includes(fold) ? [{ one, fold }] : [];
  });
  if (held.length === 0)
    throw new UserError(
      `no case of ${data} is of fold ${folds.join(', ')}, of which there are networks. Add cases or networks: a network says nothing fair of a case that it has seen.`,
    );
  const layers = volumeUnetLayers(SHAPE);
  const parameters = new Map<string, Float32Array>();
  for (const { regime, fold, path } of found)
    if (folds.includes(fold)) parameters.set(`${regime} ${fold}`, await readKerasWeights(path, layers));
  const engine = await startEngine();
  refuseTooLittleMemory(engine.name);
  const shown = showProgress ? progress('Replicating is18', held.length) : undefined;
  const replicated: ReplicatedCase[] = [];
  for (const [index, { one, fold }] of held.entries()) {
    const volume = await readWhole(one, resampleMasks);
    notes.push(...volume.notes.map((note) => `${one.id}: ${note}`));
    const counts: ReplicatedCase['counts'] = {};
    for (const regime of regimes) {
      const weights = parameters.get(`${regime} ${fold}`);
      if (weights) counts[regime] = countsOf(volume, predictWhole(volume, weights));
      // A terminal that asks to stop is heard here.
      await new Promise((done) => setImmediate(done));
    }
    replicated.push({ id: one.id, patient: one.patient, fold, counts });
    shown?.update(index + 1, one.id);
  }
  shown?.end(`${held.length} cases, ${regimes.length} networks each`);
  const provenance = `${basename(resolve(data))}: ${held.length} of ${cases.length} cases, ${layout}`;
  return { provenance, engine: engine.reason, kept, regimes, folds, cases: replicated, notes };
}

/** The folds of which every regime has a network, and what is said of the others. */
function sharedFolds(found: readonly FoundNetwork[], regimes: readonly Regime[]): { folds: number[]; notes: string[] } {
  const all = [...new Set(found.map(({ fold }) => fold))].sort((a, b) => a - b);
  const lacks = (fold: number) =>
    regimes.filter((regime) => !found.some((one) => one.regime === regime && one.fold === fold));
  const folds = all.filter((fold) => lacks(fold).length === 0);
  const notes = all
    .filter((fold) => !folds.includes(fold))
    .map((fold) => `fold ${fold} is left out: there is no network of it for ${lacks(fold).join(', ')}`);
  if (folds.length === 0)
    throw new UserError(
      `no fold has a network of every regime found (${regimes.join(', ')}), so nothing can be compared: ${notes.join('; ')}.`,
    );
  return { folds, notes };
}

function readWhole({ readWhole, id }: Case, resampleMasks: boolean): Promise<WholeVolume> {
  if (!readWhole) throw new RangeError(`${id} cannot be read whole.`);
  return readWhole({ resampleMasks });
}

/** Throws a UserError where a prediction of the authors' patch would not fit. */
export function refuseTooLittleMemory(engine: EngineName, free = availableBytes()): void {
  const needed = NEEDED_BYTES[engine];
  if (needed <= free) return;
  const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GB`;
  throw new UserError(
    `a prediction of ${AUTHORS_PATCH.join('×')} voxels takes ${gigabytes(needed)} of memory on the ${engine} engine; ${gigabytes(free)} are free. Close other programs, or take a machine with more.`,
  );
}

/** 1 where the network says target, over the whole volume. */
export function predictWhole(volume: WholeVolume, parameters: Float32Array): Uint8Array {
  const network = volumeUnet({ ...SHAPE, ...VOLUME_VARIANTS.plain });
  const patch = centralPatch(volume, AUTHORS_PATCH);
  const input = widened(patch, network.margin);
  // Read outside: tidy goes through every number that it returns, which takes longer than the network.
  const output = tf.tidy(() => {
    const image = tf.tensor5d(cutPatch(volume.image, volume, input, volume.beyond), [1, ...input.sides, SHAPE.inputs]);
    return tf.sigmoid(network.logits(tf.tensor1d(parameters), image));
  });
  const probabilities = output.dataSync();
  output.dispose();
  const said = new Uint8Array(probabilities.length);
  for (let v = 0; v < said.length; v++) said[v] = Number(probabilities[v]! > 0.5);
  const whole = { origin: patch.origin.map((first) => -first) as unknown as typeof patch.origin, sides: volume.sides };
  const prediction = cutPatch(said, patch, whole, [0]);
  return prediction.map((value, v) => value * volume.body[v]!);
}

function countsOf({ mask, valid }: WholeVolume, prediction: Uint8Array): ClassCounts {
  return countClasses(mask, prediction, 1, valid)[0] ?? { tp: 0, fp: 0, fn: 0 };
}
