import * as tf from '@tensorflow/tfjs';
import { nativeBackend, type Attribute, type NativeBackend } from '../engine/nativeBackend.js';
import type { LayerKernels, Pooled } from './kernels.js';

type NativeKernels = Pick<LayerKernels, 'convolve' | 'biasGradient' | 'reluGradient' | 'pool' | 'poolGradient'>;

let kernels: NativeKernels | undefined;

/**
 * TensorFlow's own operations for a layer, called through the native backend; undefined on other backends.
 *
 * TensorFlow.js composes the bias, the ReLU's gradient and the bias's gradient of several smaller operations, and its
 * pooling's gradient is not oneDNN's. On 16 images of 64×64×16, measured with two threads: bias 0.7 ms, here with the
 * convolution 0.0; pooling's gradient 8.2 ms, here 0.6.
 */
export function nativeKernels(): NativeKernels | undefined {
  const backend = nativeBackend();
  return backend && (kernels ??= create(backend));
}

function create(backend: NativeBackend): NativeKernels {
  const { TF_ATTR_TYPE, TF_ATTR_INT, TF_ATTR_BOOL, TF_ATTR_STRING, TF_FLOAT } = backend.binding;
  const float = { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT };
  const layout = { name: 'data_format', type: TF_ATTR_STRING, value: 'NHWC' };
  const sides = (name: string, side: number) => ({ name, type: TF_ATTR_INT, value: [1, side, side, 1] });
  const padding = (value: string) => ({ name: 'padding', type: TF_ATTR_STRING, value });
  const convolution = [float, layout, sides('strides', 1), sides('dilations', 1), padding('SAME')];
  const pooling = [float, layout, sides('ksize', 2), sides('strides', 2), padding('VALID')];
  // oneDNN's operations are registered under this label, which TensorFlow's graph rewriter sets where it puts them in.
  const oneDnn = { name: '_kernel', type: TF_ATTR_STRING, value: 'MklNameChangeOp' };
  // The gradient of oneDNN's pooling wants to know which pixel was the largest.
  const withWorkspace = [...pooling, { name: 'workspace_enabled', type: TF_ATTR_BOOL, value: true }, oneDnn];
  const run = <T extends tf.Tensor>(operation: string, attributes: Attribute[], ...inputs: tf.Tensor[]) =>
    backend.executeMultipleOutputs(operation, attributes, inputs, 1)[0] as T;
  const biasGradient: LayerKernels['biasGradient'] = (dy) => run('BiasAddGrad', [float, layout], dy);

  const fast: Pick<LayerKernels, 'convolve' | 'pool' | 'poolGradient'> = {
    convolve: (x, filter, bias) => run('_MklNativeConv2DWithBias', [...convolution, oneDnn], x, filter, bias),
    pool: (x) => backend.executeMultipleOutputs('_MklNativeMaxPool', withWorkspace, [x], 2) as Pooled,
    poolGradient: (dy, input, [output, workspace]) =>
      run('_MklNativeMaxPoolGrad', withWorkspace, input, output, dy, workspace!),
  };
  const plain: typeof fast = {
    convolve: (x, filter, bias) =>
      tf.tidy(() => run('BiasAdd', [float, layout], run('Conv2D', convolution, x, filter), bias)),
    pool: (x) => [run('MaxPool', pooling, x)],
    poolGradient: (dy, input, [output]) => run('MaxPoolGrad', pooling, input, output, dy),
  };
  return {
    ...(works(fast) ? fast : plain),
    biasGradient,
    reluGradient(dy, y) {
      const dx = run<tf.Tensor4D>('ReluGrad', [float], dy, y);
      return [dx, biasGradient(dx)];
    },
  };
}

/** TensorFlow has oneDNN's operations on x86 only, and not where TF_ENABLE_ONEDNN_OPTS=0. */
function works({ convolve, pool, poolGradient }: Pick<LayerKernels, 'convolve' | 'pool' | 'poolGradient'>): boolean {
  return tf.tidy(() => {
    try {
      const x: tf.Tensor4D = tf.ones([1, 2, 2, 1]);
      convolve(x, tf.ones([3, 3, 1, 1]), tf.ones([1]));
      poolGradient(tf.ones([1, 1, 1, 1]), x, pool(x));
      return true;
    } catch {
      return false;
    }
  });
}
