import * as tf from '@tensorflow/tfjs';
import { UserError } from '../../userError.js';
import type { StartedEngine } from '../engine.js';
import { conv2DBackpropFilterWasm } from '../conv2DBackpropFilterWasm.js';

/** `webgl`: the graphics card; `wasm`: WebAssembly; `cpu`: plain JavaScript. Fastest first. */
export const ENGINE_NAMES = ['webgl', 'wasm', 'cpu'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

export type Engine = StartedEngine<EngineName>;

export interface EngineOptions {
  /** Start this engine and no other; default: the fastest that starts. */
  only?: EngineName;
  /**
   * Where the page serves the `.wasm` files of `@tensorflow/tfjs-backend-wasm`: a folder's address, ending with `/`.
   * Without it the WASM engine is not tried.
   */
  wasmFolder?: string;
}

/**
 * What `startEngine` is in a browser: starts the fastest TensorFlow.js backend of the page on which the losses run, and
 * makes it the active one. WebGPU is none of them: it reads no value without waiting, which the losses do.
 *
 * @throws UserError where no engine starts, or not the one that `only` names.
 */
export async function startEngine({ only, wasmFolder }: EngineOptions = {}): Promise<Engine> {
  if (only !== undefined && !ENGINE_NAMES.includes(only))
    throw new UserError(`unknown engine '${String(only)}': expected ${ENGINE_NAMES.join(', ')} in a browser`);
  const attempts: Engine['attempts'] = [];
  for (const name of only ? [only] : ENGINE_NAMES) {
    const detail = await startBackend(name, wasmFolder).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    attempts.push({ name, ok: detail === undefined, detail: detail ?? 'starts' });
    if (detail !== undefined) continue;
    const slower = attempts.filter(({ ok }) => !ok).map((one) => `; ${one.name} did not start: ${one.detail}`);
    const version = tf.version.tfjs;
    return { name, version, reason: `the ${name} engine runs (TensorFlow.js ${version})${slower.join('')}`, attempts };
  }
  throw new UserError(`no engine could be started: ${attempts.map((a) => `${a.name}: ${a.detail}`).join('; ')}`);
}

async function startBackend(name: EngineName, wasmFolder: string | undefined): Promise<void> {
  if (name === 'wasm') {
    if (wasmFolder === undefined)
      throw new Error('`wasmFolder` is not given, the address of the .wasm files of @tensorflow/tfjs-backend-wasm');
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    // What it lacks to train convolutions.
    if (!tf.getKernel('Conv2DBackpropFilter', 'wasm')) tf.registerKernel(conv2DBackpropFilterWasm);
    setWasmPaths(wasmFolder);
  }
  if (!(await tf.setBackend(name).catch(() => false))) throw new Error('this browser does not start it');
  await tf.ready();
}
