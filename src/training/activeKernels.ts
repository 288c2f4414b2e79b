import type { LayerKernels } from './layerKernels.js';
import { layerOperations, type LayerOperations } from './layerOperations.js';
import { nativeKernels, type NativeKernels } from './nativeKernels.js';
import { portableKernels } from './portableKernels.js';

let last: { native: NativeKernels | undefined; own: LayerOperations | undefined; kernels: LayerKernels } | undefined;

/** The fastest kernels of the active backend; put together once, as a step asks for them at every layer. */
export function activeKernels(): LayerKernels {
  const [native, own] = [nativeKernels(), layerOperations()];
  if (!last || last.native !== native || last.own !== own)
    last = { native, own, kernels: { ...portableKernels, ...native, ...own } };
  return last.kernels;
}
