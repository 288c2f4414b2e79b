import * as tf from '@tensorflow/tfjs';
import type { Sample } from '../../tasks/index.js';
import { disposeBatch, makeBatch } from '../makeBatch.js';
import { sampleLosses, type UpdateStep } from '../trainNetwork.js';
import type { LossFunction, Trainer } from '../trainer.js';
import { crossSelection } from './crossSelection.js';
import { averagedProbabilities, confidence, sharpened } from './pseudoLabels.js';
import { trustOverTime } from './trustOverTime.js';

/** How much two networks learn from each other. */
export interface MutualOptions {
  /** Share of the steps after which they trust each other wholly, in (0, 1). */
  warmUp: number;
  /** Weight of their agreement, ≥ 0. */
  agreement: number;
  /** Exponent by which probabilities are sharpened, ≥ 1; default 1: they stay. */
  exponent?: number;
}

/**
 * One step of two networks of one output that teach each other, on the same augmented images, each with labels of its own.
 * For network 1, with A and B the trusted and the doubted images by the losses of network 2, and y₂ the labels that network
 * 2 holds:
 *
 * `L₁ = mean_A ℓ(f₁, y₂) + (1 − λ) mean_B ℓ(f₁, y₂) + agreement · λ · mean_B w₂ (σ(f₁) − q₂)²`
 *
 * where q₂ are the averaged, sharpened probabilities of network 2 and w₂ its confidence, over the pixels that count; and
 * likewise for network 2. Both look at each other as they were before the step.
 *
 * ASSUMPTION: the mean of the agreement is over pixels and classes, so that of two classes it is the square as above.
 *
 * @param trainers - both networks
 * @param labelled - the samples with the labels that each network holds, of the same images in the same order
 * @returns L₁
 * Source: Wang, Li, Wang et al., "Annotation-efficient deep learning for automatic medical image segmentation", Nature
 * Communications 2021, with its code
 */
export function mutualUpdate(
  trainers: readonly [Trainer, Trainer],
  labelled: readonly [readonly Sample[], readonly Sample[]],
  { indices, augmentations, loss, learningRate, step, steps }: UpdateStep,
  { warmUp, agreement, exponent = 1 }: MutualOptions,
): number {
  const trust = trustOverTime(step - 1, steps, warmUp);
  const lessons = trainers.map((trainer, k) => {
    const chosen = indices.map((i) => labelled[k]![i]!);
    const batch = makeBatch(chosen, trainer.network, augmentations);
    const { trusted, doubted } = crossSelection(sampleLosses(trainer, batch, loss));
    disposeBatch(batch);
    const order = [...trusted, ...doubted];
    const ordered = makeBatch(
      order.map((n) => chosen[n]!),
      trainer.network,
      order.map((n) => augmentations[n]!),
    );
    const doubtedImages = tf.slice(ordered.images as tf.Tensor4D, trusted.length);
    const averaged = averagedProbabilities(trainer.network, trainer.parameters, doubtedImages);
    const q = sharpened(averaged, exponent);
    tf.dispose([doubtedImages, averaged]);
    return { batch: ordered, trusted: trusted.length, q, w: confidence(q) };
  });
  try {
    const values = trainers.map((trainer, k) => {
      const { batch, trusted, q, w } = lessons[1 - k]!;
      return trainer.step(batch, lessonLoss(loss, { trusted, q, w, trust, agreement }), learningRate);
    });
    // What is no number in either ends the training.
    return values.every(Number.isFinite) ? values[0]! : NaN;
  } finally {
    for (const { batch, q, w } of lessons) {
      disposeBatch(batch);
      tf.dispose([q, w]);
    }
  }
}

/** What one network takes from the other: the first `trusted` images of the batch by their labels, the rest half so. */
export interface Lesson {
  trusted: number;
  /** The other's probabilities of the rest, and its confidence, both `[doubted, height, width, 1]`. */
  q: tf.Tensor4D;
  w: tf.Tensor4D;
  /** λ, in [0, 1]. */
  trust: number;
  agreement: number;
}

/** The loss L₁ of `mutualUpdate` on a batch whose first images are the trusted ones. */
export function lessonLoss(loss: LossFunction, { trusted, q, w, trust, agreement }: Lesson): LossFunction {
  return (labels, logits, options = {}) => {
    const { mask } = options;
    const part = (from: number, count?: number) => {
      const cut = (tensor: tf.Tensor) =>
        tf.slice(tensor, [from, 0, 0, 0], [count ?? tensor.shape[0]! - from, -1, -1, -1]);
      return loss(cut(labels), cut(logits), mask ? { mask: cut(mask) } : {});
    };
    const first = part(0, trusted);
    if (labels.shape[0] === trusted) return first;
    const said = tf.sigmoid(tf.slice(logits, [trusted, 0, 0, 0]));
    const counts = mask ? tf.slice(mask, [trusted, 0, 0, 0]) : tf.onesLike(q);
    const apart = tf.sum(tf.mul(tf.mul(counts, w), tf.squaredDifference(said, q)));
    const mean = tf.div(apart, tf.maximum(1, tf.sum(counts)));
    const second = tf.mul(part(trusted), 1 - trust);
    return tf.addN([first, second, tf.mul(mean, agreement * trust)]) as tf.Scalar;
  };
}
