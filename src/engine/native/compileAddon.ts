import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { firstProgram, runProgram } from './runProgram.js';

const COMPILE_LIMIT_S = 300;

/**
 * The C++ compiler to use: that of CXX, else the first of the usual ones.
 *
 * @throws Error where there is none
 */
export async function firstCompiler(env: NodeJS.ProcessEnv): Promise<string> {
  const compiler = await firstProgram([...(env.CXX ? [env.CXX] : []), 'g++', 'c++', 'clang++'], env);
  if (!compiler) throw new Error('no C++ compiler (g++, c++ or clang++) is installed');
  return compiler;
}

/**
 * Compiles an addon of Node from C++17.
 *
 * @param flags - what is included and linked besides Node's headers
 * @throws Error with the compiler's line that names an error
 */
export async function compileAddon(
  compiler: string,
  sources: string[],
  addon: string,
  flags: string[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const nodeHeaders = join(dirname(createRequire(import.meta.url).resolve('node-api-headers/package.json')), 'include');
  await runProgram(
    compiler,
    [
      '-std=c++17',
      '-O2',
      '-shared',
      '-fPIC',
      '-pthread',
      '-DNAPI_VERSION=8',
      `-I${nodeHeaders}`,
      ...sources,
      '-o',
      addon,
      ...flags,
    ],
    COMPILE_LIMIT_S,
    env,
  );
}
