import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jupyterLab } from '../lab/jupyterLab.js';
import { KERNEL_TITLE, installKernelspec } from '../lab/kernelspec.js';
import { UserError } from '../userError.js';
import type { Command } from './command.js';

export const command: Command = {
  summary: 'Opens JupyterLab on the notebooks, with a TypeScript kernel that has the workbook.',
  usage: `npx dice-workbook lab [folder] [--kernel-only] [--prefix <folder>] [--no-browser] [--port <n>]

  folder             what JupyterLab opens; default: the workbook's notebooks
  --kernel-only      register the kernel for this user and open nothing: for VS Code, nbconvert, nbclient
  --prefix <folder>  register it in <folder>/share/jupyter/kernels, a Python environment's, in place of the user's
  --no-browser       start the server and print its address
  --port <n>         of the server; JupyterLab's choice by default

The kernel, "${KERNEL_TITLE}", finds the workbook and its packages from notebooks in any folder. JupyterLab is the one that is
installed; where none is, one in a Python environment of the workbook's own.

Example: npx dice-workbook lab my-notebooks`,
  options: {
    'kernel-only': { type: 'boolean' },
    prefix: { type: 'string' },
    'no-browser': { type: 'boolean' },
    port: { type: 'string' },
  },
  positionals: true,
  async run(values, [given, ...rest]) {
    if (rest.length > 0) throw new UserError(`lab opens one folder, got ${[given, ...rest].join(' ')}.`);
    const folder = given === undefined ? fileURLToPath(new URL('../../notebooks', import.meta.url)) : resolve(given);
    const opens = values['kernel-only'] !== true;
    if (opens && (!existsSync(folder) || !statSync(folder).isDirectory()))
      throw new UserError(`there is no folder '${given ?? folder}' to open. Make it first, or give the path of one.`);
    // A kernel whose packages are missing would be listed, and die at every start.
    const { resolve: find } = createRequire(import.meta.url);
    for (const name of ['tslab', 'zeromq']) find(name);
    const prefix =
      typeof values.prefix === 'string' ? resolve(values.prefix, 'share', 'jupyter', 'kernels') : undefined;
    const spec = installKernelspec(prefix);
    process.stderr.write(`kernel "${KERNEL_TITLE}" registered in ${spec}\n`);
    if (!opens) return 0;
    const { program, args, where } = await jupyterLab({ report: (line) => process.stderr.write(`${line}\n`) });
    process.stderr.write(`opening ${folder} with ${where}; Ctrl-C twice ends it\n`);
    return start(program, [
      ...args,
      `--ServerApp.root_dir=${folder}`,
      // Under root, as in a container, Jupyter refuses to start unless it is told.
      ...(process.getuid?.() === 0 ? ['--allow-root'] : []),
      ...(values['no-browser'] === true ? ['--no-browser'] : []),
      ...(typeof values.port === 'string' ? [`--port=${values.port}`] : []),
    ]);
  },
};

/** Runs a program in the terminal's foreground until it ends; Ctrl-C goes to it. */
function start(program: string, args: string[]): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: 'inherit' });
    const ignore = () => {};
    process.on('SIGINT', ignore);
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('error', fail);
    child.on('close', (code) => {
      process.off('SIGINT', ignore);
      done(code ?? 0);
    });
  });
}
