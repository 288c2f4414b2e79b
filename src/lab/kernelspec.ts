import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeWhole } from '../writeWhole.js';
import { ownModules } from './lookLastIn.js';

/** The name by which notebooks ask for the kernel; its folder among Jupyter's kernels has it, too. */
export const KERNEL_NAME = 'dice-workbook';
/** What a menu of kernels shows. */
export const KERNEL_TITLE = 'TypeScript (dice-workbook)';

/** What the kernel's process is given: packages are looked for in the workbook's own folder last, logs are quiet. */
export function kernelEnvironment(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const paths = [...(env.NODE_PATH ? [env.NODE_PATH] : []), ownModules()];
  return { NODE_PATH: paths.join(delimiter), NO_COLOR: '1', TF_CPP_MIN_LOG_LEVEL: '3' };
}

/**
 * The kernel as Jupyter, nbconvert, nbclient and VS Code read it (kernel.json).
 *
 * Source: https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs
 */
export function kernelspec(): object {
  return {
    argv: [process.execPath, fileURLToPath(new URL('./kernelProcess.js', import.meta.url)), '{connection_file}'],
    display_name: KERNEL_TITLE,
    language: 'typescript',
    env: kernelEnvironment({}),
  };
}

/** The folder where Jupyter looks for kernels of this user, on every system, whichever Python it runs on. */
export function userKernels(env: NodeJS.ProcessEnv = process.env): string {
  const data =
    env.JUPYTER_DATA_DIR ??
    (process.platform === 'win32'
      ? join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'jupyter')
      : process.platform === 'darwin'
        ? join(homedir(), 'Library', 'Jupyter')
        : join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'jupyter'));
  return join(data, 'kernels');
}

/** Registers the kernel in a folder of kernels, the user's by default; returns the folder of its kernel.json. */
export function installKernelspec(kernels = userKernels()): string {
  const folder = join(kernels, KERNEL_NAME);
  writeWhole(join(folder, 'kernel.json'), `${JSON.stringify(kernelspec(), null, 1)}\n`);
  return folder;
}
