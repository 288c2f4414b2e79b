import type * as tf from '@tensorflow/tfjs';
import { ownOperations, type RunOperation } from '../engine/ownOperations.js';
import type { LayerKernels, Result } from './layerKernels.js';

/** What a training step does besides convolutions, in one pass each: layerOperations.cc. */
export interface LayerOperations {
  /** The gradients of `x` and of the bias `b` of `y = max(0, x + b)`, given `y`; `b` stands in the last axis. */
  reluGradient(dy: tf.Tensor4D, y: tf.Tensor4D): [dx: tf.Tensor4D, bias: tf.Tensor1D];
  /** As `LayerKernels` says, of equal pixels the first takes the gradient. */
  pool: LayerKernels['pool'];
  poolGradient: LayerKernels['poolGradient'];
  biasGradient: LayerKernels['biasGradient'];
  /** `max(0, a + b)` */
  addRelu(a: tf.Tensor4D, b: tf.Tensor4D): tf.Tensor4D;
  /** As `LayerKernels` says. */
  normaliseRelu: LayerKernels['normaliseRelu'];
  normaliseReluGradient: LayerKernels['normaliseReluGradient'];
  upFilter: LayerKernels['upFilter'];
  upFilterGradient: LayerKernels['upFilterGradient'];
  /** The pieces of a flat vector, of these shapes. */
  unpack(flat: tf.Tensor1D, shapes: number[][]): tf.Tensor[];
  /** The flat vector of pieces of any shape. */
  pack(pieces: tf.Tensor[]): tf.Tensor1D;
  /** One step of Adam, as adam.ts composes it, with `[beta1, 1 - beta1, beta2, 1 - beta2, rate, epsilon, clipNorm]`. */
  adam(
    parameters: tf.Tensor,
    gradient: tf.Tensor,
    mean: tf.Tensor,
    square: tf.Tensor,
    constants: tf.Tensor,
  ): [parameters: tf.Tensor, mean: tf.Tensor, square: tf.Tensor];
}

let operations: LayerOperations | undefined;

/** The operations, where the native engine has the workbook's own; else undefined. */
export function layerOperations(): LayerOperations | undefined {
  const run = ownOperations();
  return run && (operations ??= create(run));
}

function create(run: RunOperation): LayerOperations {
  return {
    reluGradient: (dy, y) => run('ReluGradient', {}, [dy, y], 2) as [tf.Tensor4D, tf.Tensor1D],
    pool: (x) => run('Pool', {}, [x]) as Result,
    poolGradient: (dy, input, [output], other) => run('PoolGradient', {}, [dy, input, output, other])[0] as tf.Tensor4D,
    biasGradient: (dy) => run('BiasGradient', {}, [dy])[0] as tf.Tensor1D,
    addRelu: (a, b) => run('AddRelu', {}, [a, b])[0] as tf.Tensor4D,
    normaliseRelu: <T extends tf.Tensor>(x: T, ...vectors: tf.Tensor1D[]) =>
      run('NormaliseRelu', {}, [x, ...vectors], 3) as [T, T, T],
    normaliseReluGradient: <T extends tf.Tensor>(...given: (T | tf.Tensor1D)[]) =>
      run('NormaliseReluGradient', {}, given, 3) as [T, tf.Tensor1D, tf.Tensor1D],
    upFilter: (filter) => run('UpFilter', {}, [filter])[0] as tf.Tensor4D,
    upFilterGradient: (gradient4) => run('UpFilterGradient', {}, [gradient4])[0] as tf.Tensor4D,
    unpack: (flat, shapes) =>
      run(
        'Unpack',
        { N: shapes.length, shapes: shapes.flatMap((sides) => [sides.length, ...sides]) },
        [flat],
        shapes.length,
      ),
    pack: (pieces) => run('Pack', { N: pieces.length }, pieces)[0] as tf.Tensor1D,
    adam: (parameters, gradient, mean, square, constants) =>
      run('Adam', {}, [parameters, gradient, mean, square, constants], 3) as [tf.Tensor, tf.Tensor, tf.Tensor],
  };
}
