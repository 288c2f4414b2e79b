import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstCompiler, runProgram } from './runProgram.js';

const COMPILE_LIMIT_S = 300;
const LOAD_LIMIT_S = 60;
const SOURCE = fileURLToPath(new URL('../../../src/losses/lossOperations.cc', import.meta.url));
/** Where TensorFlow's library lies in the package: of the wheel, of tfjs-node's own download. */
const LIBRARY_FOLDERS = [join('lib', 'napi-v8'), join('deps', 'lib')];
const LIBRARY = 'libtensorflow_framework.so.2';

/** The losses' own operations in a package folder. */
export function lossLibrary(packageFolder: string): string {
  return join(packageFolder, 'dice_workbook_losses.node');
}

/**
 * Compiles the losses' own operations against the TensorFlow library that the package holds. Without them the losses compose TensorFlow's: the
 * same values, in more time.
 *
 * @returns what was done, in words
 * @throws Error naming what is missing or what failed; a library that was there before is left as it is
 */
export async function buildLossLibrary(packageFolder: string, env: NodeJS.ProcessEnv): Promise<string> {
  const folder = LIBRARY_FOLDERS.find((name) => existsSync(join(packageFolder, name, LIBRARY)));
  if (!folder) throw new Error(`there is no ${LIBRARY} to link them to`);
  const compiler = await firstCompiler(env);
  const nodeHeaders = join(dirname(createRequire(import.meta.url).resolve('node-api-headers/package.json')), 'include');
  const staged = join(packageFolder, `dice_workbook_losses.partial-${process.pid}.node`);
  const linked = [`-L${join(packageFolder, folder)}`, `-l:${LIBRARY}`, `-Wl,-rpath,$ORIGIN/${folder}`];
  try {
    await runProgram(compiler, ['-std=c++17', '-O3', '-shared', '-fPIC', '-pthread', '-DNAPI_VERSION=8', `-I${nodeHeaders}`, SOURCE, '-o', staged, ...linked], COMPILE_LIMIT_S, env);
    await runProgram(process.execPath, ['-e', 'require(process.argv[1])', staged], LOAD_LIMIT_S);
    await rename(staged, lossLibrary(packageFolder));
  } finally {
    await rm(staged, { force: true });
  }
  return 'compiled';
}
