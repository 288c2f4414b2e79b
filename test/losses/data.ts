import * as tf from '@tensorflow/tfjs';
import { seededRandom } from '../../src/random.js';
import { softmax, type Values } from './reference.js';

/** What one comparison runs on: labels, predictions and a mask, rounded to float32 as the tensors are. */
export interface Data {
  y: Values;
  p: Values;
  mask: number[][];
  space: number[];
}

export interface Shape {
  images: number;
  space: number[];
  classes: number;
  /** Labels between 0 and 1 in place of 0 and 1. */
  soft?: boolean;
  /** Classes exclude each other: labels and predictions sum to one. */
  exclusive?: boolean;
  logits?: boolean;
  /** The last image has labels of class 0 only (of one class: none). */
  emptyImage?: boolean;
  seed?: number;
}

/** Random data with probabilities well inside (0, 1), so that central differences stay in range. */
export function randomData({
  images,
  space,
  classes,
  soft = false,
  exclusive = false,
  logits = false,
  emptyImage = false,
  seed = 0,
}: Shape): Data {
  const { uniform, normal, integer } = seededRandom(seed, images, classes);
  const voxels = space.reduce((a, b) => a * b, 1);
  const make = <T>(pixel: (b: number, v: number) => T): T[][] =>
    Array.from({ length: images }, (_, b) => Array.from({ length: voxels }, (_, v) => pixel(b, v)));
  const y = make((b) => {
    const one = emptyImage && b === images - 1 ? 0 : integer(classes);
    if (classes === 1) return [emptyImage && b === images - 1 ? 0 : soft ? round(uniform()) : uniform() < 0.4 ? 1 : 0];
    if (!exclusive)
      return Array.from({ length: classes }, (_, c) =>
        emptyImage && b === images - 1 ? 0 : soft ? round(uniform()) : Number(uniform() < 0.3 + 0.1 * c),
      );
    const hard = Array.from({ length: classes }, (_, c) => Number(c === one));
    return soft ? hard.map((v) => 0.7 * v + 0.3 / classes).map(round) : hard;
  });
  const p = make(() => {
    const s = Array.from({ length: classes }, () => normal());
    if (logits) return s.map(round);
    return (exclusive && classes > 1 ? softmax(s) : s.map(() => 0.05 + 0.9 * uniform())).map(round);
  });
  const mask = make((b, v) => Number((v + b) % 4 !== 0));
  return { y, p, mask, space };
}

export const round = (value: number) => Math.fround(value);

/** `[images, ...space, classes]` */
export function tensor(values: Values, space: number[]): tf.Tensor {
  return tf.tensor(values.flat(2), [values.length, ...space, values[0]![0]!.length]);
}
export function maskTensor({ mask, space }: Data): tf.Tensor {
  return tf.tensor(mask.flat(), [mask.length, ...space]);
}

/** Random directions in which a gradient is compared: a wrong derivative of any value shows in all of them. */
export function directions(size: number, count = 2): number[][] {
  const { normal } = seededRandom(3, size);
  return Array.from({ length: count }, () => Array.from({ length: size }, () => normal()));
}

/** The derivative of `f` at `p` along a direction by a central difference in float64. */
export function centralDifference(f: (p: Values) => number, p: Values, direction: number[], h = 1e-7): number {
  const moved = (step: number) => {
    let i = 0;
    return f(p.map((image) => image.map((pixel) => pixel.map((value) => value + step * direction[i++]!))));
  };
  return (moved(h) - moved(-h)) / (2 * h);
}
