import type { LayerKernels } from './layerKernels.js';
import { layerOperations } from './layerOperations.js';
import { nativeKernels } from './nativeKernels.js';
import { portableKernels } from './portableKernels.js';

/** The fastest kernels of the active backend. */
export function activeKernels(): LayerKernels {
  return { ...portableKernels, ...nativeKernels(), ...layerOperations() };
}
