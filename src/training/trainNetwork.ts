import * as tf from '@tensorflow/tfjs';
import type { Random } from '../random.js';
import type { Sample } from '../tasks/index.js';
import { UserError } from '../userError.js';
import type { Augmentation } from './augmentation.js';
import { disposeBatch, makeBatch, type Batch } from './makeBatch.js';
import type { Sampler } from './sampler.js';
import type { Schedule } from './schedule.js';
import type { LossFunction, Trainer } from './trainer.js';

/** A stretch of a training with one loss. */
export interface Phase {
  loss: LossFunction;
  /** Updates of the parameters, ≥ 1. */
  steps: number;
  /** The peak of the schedule, which runs over the phase. */
  learningRate: number;
}

/** What a training is given; everything that varies is a part. */
export interface TrainingParts {
  samples: readonly Sample[];
  phases: readonly Phase[];
  schedule: Schedule;
  sampler: Sampler;
  /** How an image is changed each time it is shown. */
  augment(random: Random): Augmentation;
  /** Of the augmentation. */
  random: Random;
  /** What is done in one step; default: the trainer steps on the batch of the samples, and the sampler hears of it. */
  update?: ((step: UpdateStep) => number) | undefined;
  /** Called about twenty times a training, and at its end. */
  onReport?(report: TrainingReport): void | Promise<void>;
}

/** One step of a training: what is shown, and how it is learnt from. */
export interface UpdateStep {
  /** Of the samples. */
  indices: readonly number[];
  /** One for each. */
  augmentations: readonly Augmentation[];
  loss: LossFunction;
  learningRate: number;
  /** From 1, over all phases. */
  step: number;
  /** Of all phases. */
  steps: number;
}

/** How far a training is. */
export interface TrainingReport {
  /** Updates done. */
  step: number;
  /** Mean training loss since the report before. */
  loss: number;
}

const REPORTS = 20;

/**
 * Trains a network for a fixed number of steps, phase after phase; nothing is selected on any image. The same parts give
 * the same parameters on the same engine with the same number of threads.
 *
 * @returns the reports; the trained parameters are `trainer.parameters`
 * @throws UserError where the loss stops being a number
 */
export async function trainNetwork(trainer: Trainer, parts: TrainingParts): Promise<TrainingReport[]> {
  const { samples, phases, schedule, sampler, augment, random, onReport } = parts;
  const { update = (one) => stepOnBatch(trainer, samples, sampler, one) } = parts;
  const steps = phases.reduce((sum, phase) => sum + phase.steps, 0);
  const reports: TrainingReport[] = [];
  let step = 0;
  let losses: number[] = [];
  for (const { loss, steps: ofPhase, learningRate } of phases) {
    for (let inPhase = 1; inPhase <= ofPhase; inPhase++) {
      step++;
      const indices = sampler.next();
      const augmentations = indices.map(() => augment(random));
      const rate = learningRate * schedule(inPhase, ofPhase);
      const value = numberOf(() => update({ indices, augmentations, loss, learningRate: rate, step, steps }));
      if (!Number.isFinite(value))
        throw new UserError(
          `the training diverged: the loss is no number at step ${step} of ${steps}. A smaller learning rate than ${learningRate} may help.`,
        );
      losses.push(value);
      if (step % Math.ceil(steps / REPORTS) === 0 || step === steps) {
        const report = { step, loss: losses.reduce((sum, one) => sum + one, 0) / losses.length };
        losses = [];
        reports.push(report);
        await onReport?.(report);
      }
      // A training process whose parent has gone hears of it here, and a notebook stays answerable.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return reports;
}

/** One step of one network on one batch; the sampler is told the loss of each sample, where it wants to know. */
function stepOnBatch(
  trainer: Trainer,
  samples: readonly Sample[],
  sampler: Sampler,
  { indices, augmentations, loss, learningRate }: UpdateStep,
): number {
  const chosen = indices.map((i) => samples[i]!);
  const batch = makeBatch(chosen, trainer.network, augmentations);
  try {
    const value = trainer.step(batch, loss, learningRate);
    if (sampler.observe && Number.isFinite(value))
      withLosses(trainer, batch, loss, (lossOf) => sampler.observe?.(indices, lossOf));
    return value;
  } finally {
    disposeBatch(batch);
  }
}

/** A loss; NaN where the network's output is no number, which losses refuse. */
function numberOf(loss: () => number): number {
  try {
    return loss();
  } catch (error) {
    if (error instanceof UserError && /NaN|Infinity/.test(error.message)) return NaN;
    throw error;
  }
}

/** The loss of every image of a batch by itself; NaN where the network's output is no number. */
export function sampleLosses(
  network: Pick<Trainer, 'network' | 'parameters'>,
  batch: Batch,
  loss: LossFunction,
): number[] {
  const images = Array.from({ length: batch.images.shape[0] }, (_, n) => n);
  return withLosses(network, batch, loss, (lossOf) => images.map((n) => lossOf([n])));
}

/** Hands on what tells the loss of some images of a batch, scored as one batch, by the parameters of now. */
function withLosses<R>(
  { network, parameters }: Pick<Trainer, 'network' | 'parameters'>,
  { images, labels, valid }: Batch,
  loss: LossFunction,
  tell: (lossOf: (positions: readonly number[]) => number) => R,
): R {
  let told: R;
  tf.tidy(() => {
    const logits = network.logits(parameters, images);
    told = tell((positions) => {
      const some = <T extends tf.Tensor>(tensor: T): T => tf.gather(tensor, [...positions]);
      return numberOf(() => loss(some(labels), some(logits), valid ? { mask: some(valid) } : {}).dataSync()[0]!);
    });
  });
  return told!;
}
