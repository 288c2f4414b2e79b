import * as tf from '@tensorflow/tfjs';
import { seededRandom, type Random } from '../random.js';
import type { Sample } from '../tasks/index.js';
import { UserError } from '../userError.js';
import { drawAugmentation, makeBatch, type Batch } from './makeBatch.js';
import { predictMasks } from './predictMasks.js';
import { scoreSample, type SampleScores } from './scoreSample.js';
import { createTrainer, type LossFunction, type Trainer } from './trainer.js';
import { unet } from './unet.js';
import type { UnetShape } from './unetLayers.js';

/** What one training run is given. */
export interface RunSetup {
  train: Sample[];
  /** Scored at the end; nothing is selected on it. */
  heldOut: Sample[];
  shape: UnetShape;
  loss: LossFunction;
  /**
   * The loss of the first steps, where it is another one: overlap losses are often trained from a network that
   * cross-entropy has prepared.
   */
  pretrain?: { loss: LossFunction; steps: number };
  /** Decides the initial parameters, the order and the augmentation. */
  seed: number;
  /** Updates of the parameters, ≥ 1, those of `pretrain` among them. */
  steps: number;
  /** Images per update, ≥ 1. */
  batch: number;
  /** Default 1e-3. */
  learningRate?: number;
  /** Called about twenty times a run, and at its end. */
  onReport?(report: RunReport): void | Promise<void>;
}

/** How far a run is. */
export interface RunReport {
  /** Updates done. */
  step: number;
  /** Mean training loss since the report before. */
  loss: number;
  /** Mean Dice of the first sixteen held-out images. */
  validationDice: number;
}

/** What one training run gives. */
export interface RunResult {
  history: RunReport[];
  /** One per held-out image, in their order. */
  scores: SampleScores[];
  parameters: Float32Array;
}

const REPORTS = 20;
const VALIDATION_IMAGES = 16;

/**
 * Trains a U-Net for a fixed number of steps and scores the network of the last step on the held-out images.
 * The same setup gives the same result on the same engine with the same number of threads.
 *
 * @throws UserError where the loss stops being a number
 */
export async function trainRun(setup: RunSetup): Promise<RunResult> {
  const { heldOut, shape, loss, pretrain, seed, steps, learningRate, onReport } = setup;
  const network = unet({ ...shape, normalisation: 'none' });
  const trainer = createTrainer(network, seed, learningRate);
  const batches = batchesOf(setup, seededRandom(seed, 2));
  const history: RunReport[] = [];
  const scoresOf = (samples: Sample[]) =>
    predictMasks(trainer.parameters, samples, network).map((mask, i) => scoreSample(samples[i]!, mask, shape.outputs));
  let lossSum = 0;
  let lossSteps = 0;
  try {
    for (let step = 1; step <= steps; step++) {
      const batch = batches();
      const value = stepOf(trainer, batch, pretrain && step <= pretrain.steps ? pretrain.loss : loss);
      tf.dispose([batch.images, batch.labels, ...(batch.valid ? [batch.valid] : [])]);
      if (!Number.isFinite(value))
        throw new UserError(
          `the training diverged: the loss is no number at step ${step} of ${steps}. A smaller --learning-rate than ${learningRate ?? 1e-3} may help.`,
        );
      lossSum += value;
      lossSteps++;
      if (step % Math.ceil(steps / REPORTS) === 0 || step === steps) {
        const report = {
          step,
          loss: lossSum / lossSteps,
          validationDice: meanDice(scoresOf(heldOut.slice(0, VALIDATION_IMAGES))),
        };
        [lossSum, lossSteps] = [0, 0];
        history.push(report);
        await onReport?.(report);
      }
    }
    return { history, scores: scoresOf(heldOut), parameters: trainer.parameters.dataSync().slice() as Float32Array };
  } finally {
    trainer.dispose();
  }
}

/** The loss of one step; NaN where the network's output is no number, which losses refuse. */
function stepOf(trainer: Trainer, batch: Batch, loss: LossFunction): number {
  try {
    return trainer.step(batch, loss);
  } catch (error) {
    if (error instanceof UserError && /NaN|Infinity/.test(error.message)) return NaN;
    throw error;
  }
}

function meanDice(scores: SampleScores[]): number {
  return scores.reduce((sum, score) => sum + score.dice, 0) / scores.length;
}

/**
 * Gives batch after batch: every image once in a seeded order, then all again in another; each image augmented anew.
 */
function batchesOf({ train, batch, shape }: RunSetup, random: Random) {
  let order: Sample[] = [];
  return () => {
    const samples: Sample[] = [];
    while (samples.length < batch) {
      if (order.length === 0) order = random.shuffle([...train]);
      samples.push(order.pop()!);
    }
    return makeBatch(
      samples,
      shape.outputs,
      samples.map(() => drawAugmentation(random)),
    );
  };
}
