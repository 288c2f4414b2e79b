import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../engine/native/cache.js';
import { firstProgram, runProgram } from '../engine/native/runProgram.js';
import { UserError } from '../userError.js';

/** A program and the arguments that start JupyterLab with it. */
export interface JupyterLab {
  program: string;
  args: string[];
  /** Where it was found, for the user. */
  where: string;
}

/** What is installed into an environment of the workbook's own: JupyterLab 4, without its next major version. */
export const JUPYTERLAB = 'jupyterlab>=4,<5';
const ANSWER_LIMIT_S = 60;
const INSTALL_LIMIT_S = 900;

/**
 * JupyterLab as it is installed; where it is not, one in a Python environment of the workbook's own in the per-user
 * cache, made at the first call (a minute, some 400 MB).
 *
 * @param options.report - is told what takes time
 * @param options.install - make an environment where none is there; true by default
 * @throws UserError that says what is missing, where neither is possible
 */
export async function jupyterLab({
  report = () => {},
  env = process.env,
  install = true,
}: { report?: (line: string) => void; env?: NodeJS.ProcessEnv; install?: boolean } = {}): Promise<JupyterLab> {
  const own = join(cacheFolder(env), 'jupyterlab');
  const ownPython = process.platform === 'win32' ? join(own, 'Scripts', 'python.exe') : join(own, 'bin', 'python');
  const pythons = ['python3', 'python'];
  const known: JupyterLab[] = [
    { program: 'jupyter', args: ['lab'], where: 'the JupyterLab that is installed' },
    ...pythons.map((program) => ({ program, args: ['-m', 'jupyterlab'], where: `the JupyterLab of ${program}` })),
    ...(existsSync(ownPython) ? [{ program: ownPython, args: ['-m', 'jupyterlab'], where: own }] : []),
  ];
  for (const one of known) if (await answers(one, env)) return one;

  const python = await firstProgram(pythons, env);
  const byHand = `Or install JupyterLab yourself (pip install '${JUPYTERLAB}') and run this again.`;
  if (!python)
    throw new UserError(
      'JupyterLab is not installed, and no Python to install it with. Install Python 3.9 or newer, then run this again. ' +
        'Without either, npx dice-workbook notebooks runs the notebooks, and they read well where they lie.',
    );
  if (!install) throw new UserError(`JupyterLab is not installed. ${byHand}`);
  report(`JupyterLab is not installed: making a Python environment with it in ${own} (a minute)`);
  try {
    await runProgram(python, ['-m', 'venv', '--clear', own], INSTALL_LIMIT_S, env);
  } catch (error) {
    throw new UserError(
      `${python} cannot make an environment for JupyterLab: ${(error as Error).message}. ` +
        `On Debian and Ubuntu it lacks a package: apt-get install python3-venv. ${byHand}`,
    );
  }
  try {
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', JUPYTERLAB];
    await runProgram(ownPython, pip, INSTALL_LIMIT_S, env);
  } catch (error) {
    throw new UserError(
      `pip cannot install JupyterLab into ${own}: ${(error as Error).message}. Connect to its package index. ${byHand}`,
    );
  }
  return { program: ownPython, args: ['-m', 'jupyterlab'], where: own };
}

async function answers({ program, args }: JupyterLab, env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    await runProgram(program, [...args, '--version'], ANSWER_LIMIT_S, env);
    return true;
  } catch {
    return false;
  }
}
