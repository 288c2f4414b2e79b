import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNotebooks } from '../notebook/runNotebooks.js';
import { printable } from '../printable.js';
import { UserError } from '../userError.js';
import type { Command } from './command.js';

export const command: Command = {
  summary: 'Runs the notebooks from top to bottom, without Jupyter, and writes their outputs back.',
  usage: `npx dice-workbook notebooks [files...] [--time-limit <seconds>] [--check]

  files                   .ipynb files; all of the workbook's by default
  --time-limit <seconds>  of every cell; 120 by default
  --check                 compare fresh outputs with those in the files, and write nothing

A cell fails through an error, a type error, a failed assert, a rejection that nobody awaited, the time limit or the end of its kernel;
its notebook is then left as it was, and the exit code is 1.

Example: npx dice-workbook notebooks notebooks/01-dice-and-jaccard.ipynb --check`,
  options: { 'time-limit': { type: 'string' }, check: { type: 'boolean' } },
  positionals: true,
  async run(values, files) {
    const timeLimitS = Number(values['time-limit'] ?? 120);
    if (!(timeLimitS > 0))
      throw new UserError(`--time-limit must be a number of seconds above 0, not '${values['time-limit']}'.`);
    const paths = files.length > 0 ? files.map((file) => resolve(file)) : allNotebooks();
    const problems = await runNotebooks(paths, { timeLimitS, check: values.check === true });
    for (const problem of problems) process.stderr.write(printable(`\n${problem}\n`));
    return problems.length > 0 ? 1 : 0;
  },
};

/** The workbook's notebooks, in reading order. */
export function allNotebooks(): string[] {
  const folder = fileURLToPath(new URL('../../notebooks', import.meta.url));
  const names = readdirSync(folder).filter((name) => name.endsWith('.ipynb'));
  return names.sort().map((name) => join(folder, name));
}
