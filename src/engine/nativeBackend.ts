import * as tf from '@tensorflow/tfjs';

/** An attribute of an operation of TensorFlow, as its binding takes it. */
export interface Attribute {
  name: string;
  type: number;
  value: unknown;
}

/** What is used of the backend of `@tensorflow/tfjs-node`. */
export interface NativeBackend {
  binding: Record<'TF_ATTR_TYPE' | 'TF_ATTR_INT' | 'TF_ATTR_BOOL' | 'TF_ATTR_STRING' | 'TF_FLOAT', number>;
  executeMultipleOutputs(operation: string, attributes: Attribute[], inputs: tf.Tensor[], outputs: number): tf.Tensor[];
}

/**
 * The native backend, through which any operation of TensorFlow can be called; undefined where another one is active.
 */
export function nativeBackend(): NativeBackend | undefined {
  return tf.getBackend() === 'tensorflow' ? (tf.backend() as unknown as NativeBackend) : undefined;
}
