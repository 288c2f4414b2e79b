import type * as tf from '@tensorflow/tfjs';
import { nativeBackend, type Attribute, type NativeBackend } from './nativeBackend.js';

/** Runs one of the workbook's own operations, without the prefix of its name, and gives its results. */
export type RunOperation = (
  operation: string,
  attributes: Record<string, boolean | number | number[]>,
  inputs: tf.Tensor[],
  outputs?: number,
) => tf.Tensor[];

let loaded = false;
let wanted = true;

/** Noted by startEngine, once TensorFlow knows the operations. */
export function ownOperationsAreLoaded(): void {
  loaded = true;
}

/** Whether the operations are used where they are there: the tests run everything both ways. Default true. */
export function useOwnOperations(use: boolean): void {
  wanted = use;
}

let run: RunOperation | undefined;

/**
 * What runs the workbook's own operations; undefined where another engine is active, or they could not be built (a C++
 * compiler is needed).
 */
export function ownOperations(): RunOperation | undefined {
  const backend = loaded && wanted ? nativeBackend() : undefined;
  return backend && (run ??= create(backend));
}

function create(backend: NativeBackend): RunOperation {
  const { TF_ATTR_BOOL, TF_ATTR_INT } = backend.binding;
  const attribute = ([name, value]: [string, boolean | number | number[]]): Attribute => ({
    name,
    type: typeof value === 'boolean' ? TF_ATTR_BOOL : TF_ATTR_INT,
    value,
  });
  return (operation, attributes, inputs, outputs = 1) =>
    backend.executeMultipleOutputs(
      `DiceWorkbook${operation}`,
      Object.entries(attributes).map(attribute),
      inputs,
      outputs,
    );
}
