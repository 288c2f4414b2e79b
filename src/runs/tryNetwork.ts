import type * as tf from '@tensorflow/tfjs';
import {
  addBins,
  collapse,
  countClasses,
  probabilityBins,
  ThresholdCurves,
  unitScores,
  type CountedImage,
  type ImageResult,
  type ProbabilityBin,
  type TrainedRun,
} from '../evaluation/index.js';
import { TASKS, type LoadedTask, type Sample } from '../tasks/index.js';
import { classesOf, predictProbabilities, type Network } from '../training/index.js';

/** Fits thresholds on the training images and tries the network on the held-out ones. */
export function tryNetwork(
  network: Network,
  parameters: tf.Tensor1D,
  { task, classes, synthetic }: LoadedTask,
  train: readonly Sample[],
  heldOut: readonly Sample[],
): Omit<TrainedRun, 'history'> {
  const unit = TASKS[task].dimensions === 3 ? 'patient' : 'image';
  const binary = network.outputs === 1;
  const curves = new ThresholdCurves();
  const trainImages = imageResults(network, parameters, train, (sample, probabilities) => {
    if (binary) curves.add(unit === 'patient' ? sample.patient : sample.id, probabilities, sample.mask, sample.valid);
    return {};
  });
  const thresholds = binary ? curves.fit() : undefined;
  const bins: ProbabilityBin[][] = [];
  const images = imageResults(network, parameters, heldOut, ({ mask, valid }, probabilities) => {
    if (!thresholds) return {};
    const ofImage = probabilityBins(mask, probabilities, { valid });
    bins.push(ofImage);
    const softVolume = rounded(ofImage.reduce((sum, bin) => sum + bin.sumOfProbabilities, 0));
    const cut = (threshold: number) =>
      countClasses(
        mask,
        probabilities.map((p) => Number(p >= threshold)),
        1,
        valid,
      )[0]!;
    return { tuned: cut(thresholds.tuned), rule: cut(thresholds.rule), softVolume };
  });
  return {
    classes,
    synthetic,
    channels: network.inputs,
    unit,
    images,
    trainingDice: meanDice(trainImages, unit),
    ...(thresholds && {
      thresholds,
      calibration: addBins(bins).map((bin) => ({ ...bin, sumOfProbabilities: rounded(bin.sumOfProbabilities) })),
    }),
    collapsed: collapse(trainImages, classes),
  };
}

/** Counts of the held-out images by the other ways to use a network. */
export function triedOtherwise(
  { otherwise = {} }: Network,
  parameters: tf.Tensor1D,
  heldOut: readonly Sample[],
): Pick<TrainedRun, 'otherwise'> {
  const ways = Object.entries(otherwise).map(([name, network]) => {
    const images = imageResults(network, parameters, heldOut, () => ({}));
    return [name, images.map(({ id, patient, counts }) => ({ id, patient, counts }))] as const;
  });
  return ways.length === 0 ? {} : { otherwise: Object.fromEntries(ways) };
}

/** Counts of each image, and what `more` says of it. */
function imageResults(
  network: Network,
  parameters: tf.Tensor1D,
  samples: readonly Sample[],
  more: (sample: Sample, probabilities: Float32Array) => Partial<ImageResult>,
): ImageResult[] {
  const results: ImageResult[] = [];
  for (const probabilities of predictProbabilities(network, parameters, samples)) {
    const sample = samples[results.length]!;
    const { id, patient, mask, valid } = sample;
    results.push({
      id,
      patient,
      pixels: valid ? valid.reduce((sum, one) => sum + one, 0) : mask.length,
      counts: countClasses(
        mask,
        classesOf(probabilities, network.outputs, valid),
        Math.max(1, network.outputs - 1),
        valid,
      ),
      ...more(sample, probabilities),
    });
  }
  return results;
}

const rounded = (value: number) => Math.round(value * 1e4) / 1e4;

/** Mean Dice per image of the images with a target. */
export function meanImageDice(network: Network, parameters: tf.Tensor1D, samples: readonly Sample[]): number {
  return samples.length === 0
    ? NaN
    : meanDice(
        imageResults(network, parameters, samples, () => ({})),
        'image',
      );
}

/** Mean Dice of the units with a target; of their classes that have one, where there are several. */
export function meanDice(images: readonly CountedImage[], per: TrainedRun['unit']): number {
  const scores = unitScores(images, { per }).flatMap(({ dice }) => (Number.isNaN(dice) ? [] : [dice]));
  return scores.reduce((sum, one) => sum + one, 0) / scores.length;
}
