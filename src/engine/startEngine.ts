import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { UserError } from '../userError.js';
import type { StartedEngine } from './engine.js';
import { conv2DBackpropFilterWasm } from './conv2DBackpropFilterWasm.js';
import { NOT_INSTALLED, tfjsNodeFolder } from './native/installNative.js';
import { ownOperationsFile } from './native/buildOwnOperations.js';
import { ownOperationsAreLoaded } from './ownOperations.js';

/** `native`: TensorFlow's C library; `wasm`: WebAssembly; `cpu`: plain JavaScript. Fastest first. */
export const ENGINE_NAMES = ['native', 'wasm', 'cpu'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

export type Engine = StartedEngine<EngineName>;

export interface EngineOptions {
  /** Start this engine and no other; default: the fastest that starts. */
  only?: EngineName;
}

const require = createRequire(import.meta.url);

/**
 * Starts the fastest TensorFlow.js backend that this machine can run and makes it the active one of `@tensorflow/tfjs`.
 * Calling it again returns at once.
 *
 * @throws UserError where `only` names an engine that cannot start here.
 */
export async function startEngine({ only }: EngineOptions = {}): Promise<Engine> {
  if (only !== undefined && !ENGINE_NAMES.includes(only))
    throw new UserError(`unknown engine '${only}': expected native, wasm or cpu`);
  const attempts: Engine['attempts'] = [];
  for (const name of only ? [only] : ENGINE_NAMES) {
    try {
      const version = await start[name]();
      attempts.push({ name, ok: true, detail: 'starts' });
      const faster = attempts
        .filter((a) => !a.ok)
        .map((a) => `; the faster ${a.name} engine did not start: ${a.detail}`);
      return {
        name,
        version,
        reason: `the ${name} engine runs (TensorFlow${name === 'native' ? '' : '.js'} ${version})${faster.join('')}`,
        attempts,
      };
    } catch (error) {
      attempts.push({
        name,
        ok: false,
        detail: error instanceof Error ? error.message.split('\n')[0]! : String(error),
      });
    }
  }
  throw new UserError(`no engine could be started: ${attempts.map((a) => `${a.name}: ${a.detail}`).join('; ')}`);
}

const start: Record<EngineName, () => Promise<string>> = {
  async native() {
    const packageFolder = tfjsNodeFolder();
    if (!packageFolder) throw new Error(NOT_INSTALLED.detail);
    const folder = join(packageFolder, 'lib', 'napi-v8');
    const binding = join(folder, 'tfjs_binding.node');
    if (!existsSync(binding)) throw new Error('its library is not installed');
    // TensorFlow logs its start-up unless told before the library loads.
    process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
    // oneDNN's convolutions, which TensorFlow itself turns on for the newest processors only: a training step takes 0.6
    // of the time with AVX2 too.
    process.env.TF_ENABLE_ONEDNN_OPTS ??= '1';
    // Of two threads one is then the caller's, which waits otherwise; a convolution takes 0.95 of the time.
    process.env.TF_ONEDNN_THREADPOOL_USE_CALLER_THREAD ??= '1';
    // oneDNN keeps the kernels that it has prepared for a shape: a training step is several per cent faster.
    process.env.TF_MKL_OPTIMIZE_PRIMITIVE_MEMUSE ??= '0';
    const quiet = join(folder, 'load_quietly.node');
    if (existsSync(quiet)) require(quiet);
    // Removed in Node 23; tfjs-node still calls them.
    const util = require('node:util');
    util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
    util.isArray ??= Array.isArray;
    require('@tensorflow/tfjs-node');
    await activate('tensorflow');
    try {
      require(ownOperationsFile(packageFolder));
      ownOperationsAreLoaded();
    } catch {
      // Not built, or for another library: everything is composed of TensorFlow's operations. `doctor` tells.
    }
    return require(binding).TF_Version;
  },
  async wasm() {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    if (!tf.getKernel('Conv2DBackpropFilter', 'wasm')) tf.registerKernel(conv2DBackpropFilterWasm);
    setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist', '/'));
    await activate('wasm');
    return tf.version.tfjs;
  },
  async cpu() {
    await activate('cpu');
    // Its advice to install tfjs-node is the doctor's to give.
    (tf.backend() as { firstUse?: boolean }).firstUse = false;
    return tf.version.tfjs;
  },
};

async function activate(backend: string): Promise<void> {
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js could not start its backend '${backend}'`);
  await tf.ready();
}
