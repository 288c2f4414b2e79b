import { availableParallelism } from 'node:os';
import { basename, dirname } from 'node:path';
import { progress } from '../progress.js';
import { UserError } from '../userError.js';
import { differences } from './differences.js';
import { startKernel, type Kernel } from './kernel.js';
import { readNotebook, writeNotebook } from './notebookFile.js';
import { CellFailure, runNotebook } from './runNotebook.js';

export interface RunAllOptions {
  /** Of every cell, in seconds; 120 by default. */
  timeLimitS?: number;
  /** Compare with the outputs in the files in place of writing them; false by default. */
  check?: boolean;
  /** Notebooks at the same time; by default one for each core, at least 2 and at most 4. */
  atOnce?: number;
}

/**
 * Runs notebooks, each in a kernel of its own, and writes their outputs back. A notebook that fails is left as it was.
 *
 * @returns what went wrong, a text for each notebook; empty where all is well
 */
export async function runNotebooks(
  paths: string[],
  { timeLimitS = 120, check = false, atOnce = Math.max(2, Math.min(4, availableParallelism())) }: RunAllOptions = {},
): Promise<string[]> {
  const notebooks = paths.map((path) => ({ path, notebook: readNotebook(path) }));
  const problems: string[] = [];
  const cells = notebooks.reduce((sum, { notebook }) => sum + notebook.cells.length, 0);
  const shown = progress(check ? 'Cells of notebooks, compared with what is committed' : 'Cells of notebooks', cells);
  let done = 0;
  const one = async ({ path, notebook }: (typeof notebooks)[number]) => {
    let kernel: Kernel | undefined;
    try {
      kernel = await startKernel(dirname(path));
      const fresh = await runNotebook(notebook, kernel, {
        timeLimitS,
        onCell: () => shown.update(done++, basename(path)),
      });
      const differing = check ? differences(notebook, fresh) : [];
      if (!check) writeNotebook(path, fresh);
      if (differing.length > 0)
        problems.push(`${path}: the outputs differ from what is committed.\n${differing.join('\n')}`);
    } catch (error) {
      if (error instanceof UserError || (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') throw error;
      problems.push(`${path}: ${error instanceof CellFailure ? error.message : (error as Error).message}`);
    } finally {
      kernel?.stop();
    }
  };
  const waiting = [...notebooks];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await one(next);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, notebooks.length) }, worker));
  shown.end(
    problems.length > 0
      ? `${problems.length} of ${notebooks.length} notebooks failed`
      : `${notebooks.length} of ${notebooks.length} notebooks passed`,
  );
  return problems;
}
