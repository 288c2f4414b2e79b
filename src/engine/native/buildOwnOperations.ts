import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileAddon, firstCompiler } from './compileAddon.js';
import { runProgram } from './runProgram.js';

const LOAD_LIMIT_S = 60;
const SOURCES = ['engine/native/ownOperations.cc', 'losses/lossOperations.cc', 'training/layerOperations.cc'].map(
  (name) => fileURLToPath(new URL(`../../../src/${name}`, import.meta.url)),
);
/** Where TensorFlow's library lies in the package: of the wheel, of what npm fetched. */
const LIBRARY_FOLDERS = [join('lib', 'napi-v8'), join('deps', 'lib')];
const LIBRARY = 'libtensorflow_framework.so.2';

/** The file of the workbook's own operations in a package folder. */
export function ownOperationsFile(packageFolder: string): string {
  return join(packageFolder, 'dice_workbook_operations.node');
}

/**
 * Compiles the workbook's own operations against the TensorFlow library that the package holds. Without them losses and
 * training steps compose TensorFlow's: the same values, in more time.
 *
 * @returns what was done, in words
 * @throws Error naming what is missing or what failed; operations that were there before are left as they are
 */
export async function buildOwnOperations(packageFolder: string, env: NodeJS.ProcessEnv): Promise<string> {
  const folder = LIBRARY_FOLDERS.find((name) => existsSync(join(packageFolder, name, LIBRARY)));
  if (!folder) throw new Error(`there is no ${LIBRARY} to link them to`);
  const compiler = await firstCompiler(env);
  const staged = join(packageFolder, `dice_workbook_operations.partial-${process.pid}.node`);
  const linked = [`-L${join(packageFolder, folder)}`, `-l:${LIBRARY}`, `-Wl,-rpath,$ORIGIN/${folder}`];
  try {
    await compileAddon(compiler, SOURCES, staged, ['-O3', ...linked], env);
    await runProgram(process.execPath, ['-e', 'require(process.argv[1])', staged], LOAD_LIMIT_S);
    await rename(staged, ownOperationsFile(packageFolder));
  } finally {
    await rm(staged, { force: true });
  }
  return 'compiled';
}
