import * as tf from '@tensorflow/tfjs';
import type { LayerKernels } from './layerKernels.js';

interface Attribute {
  name: string;
  type: number;
  value: unknown;
}

/** What is used of the backend of `@tensorflow/tfjs-node`. */
interface NativeBackend {
  binding: Record<'TF_ATTR_TYPE' | 'TF_ATTR_INT' | 'TF_ATTR_STRING' | 'TF_FLOAT', number>;
  executeSingleOutput(operation: string, attributes: Attribute[], inputs: tf.Tensor[]): tf.Tensor;
}

let kernels: LayerKernels | undefined;

/**
 * TensorFlow's own operations for a layer, called through the native backend: TensorFlow.js composes the bias, the ReLU's gradient and the
 * bias's gradient of several smaller operations, which took 16 of 39 ms of a small training step. Undefined on other backends.
 */
export function nativeKernels(): LayerKernels | undefined {
  if (tf.getBackend() !== 'tensorflow') return undefined;
  return (kernels ??= create(tf.backend() as unknown as NativeBackend));
}

function create(backend: NativeBackend): LayerKernels {
  const { TF_ATTR_TYPE, TF_ATTR_INT, TF_ATTR_STRING, TF_FLOAT } = backend.binding;
  const float = { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT };
  const layout = { name: 'data_format', type: TF_ATTR_STRING, value: 'NHWC' };
  const convolution = [
    float,
    layout,
    { name: 'strides', type: TF_ATTR_INT, value: [1, 1, 1, 1] },
    { name: 'dilations', type: TF_ATTR_INT, value: [1, 1, 1, 1] },
    { name: 'padding', type: TF_ATTR_STRING, value: 'SAME' },
  ];
  // oneDNN's operations are registered under this kernel label; TensorFlow's graph rewriter sets it where it fuses.
  const oneDnn = [...convolution, { name: '_kernel', type: TF_ATTR_STRING, value: 'MklNameChangeOp' }];
  const run = <T extends tf.Tensor>(operation: string, attributes: Attribute[], ...inputs: tf.Tensor[]) =>
    backend.executeSingleOutput(operation, attributes, inputs) as T;

  const fused: LayerKernels['convolve'] = (x, filter, bias) => run('_MklNativeConv2DWithBias', oneDnn, x, filter, bias);
  const separate: LayerKernels['convolve'] = (x, filter, bias) =>
    tf.tidy(() => run('BiasAdd', [float, layout], run('Conv2D', convolution, x, filter), bias));
  return {
    convolve: works(fused) ? fused : separate,
    reluGradient: (dy, y) => run('ReluGrad', [float], dy, y),
    biasGradient: (dy) => run('BiasAddGrad', [float, layout], dy),
  };
}

/** TensorFlow has oneDNN's operations on x86 only, and not where TF_ENABLE_ONEDNN_OPTS=0. */
function works(convolve: LayerKernels['convolve']): boolean {
  return tf.tidy(() => {
    try {
      convolve(tf.ones([1, 2, 2, 1]), tf.ones([3, 3, 1, 1]), tf.ones([1]));
      return true;
    } catch {
      return false;
    }
  });
}
