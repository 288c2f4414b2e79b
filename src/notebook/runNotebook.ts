import type { Kernel } from './kernel.js';
import { type Cell, type Notebook, sourceText, toOutputs } from './notebookFile.js';

/** A cell that did not run to its end; the message names the cell, shows its source and what went wrong. */
export class CellFailure extends Error {
  override name = 'CellFailure';

  constructor(
    readonly cell: Cell,
    /** Counted from 1 over all cells, text included. */
    readonly position: number,
    readonly reason: string,
  ) {
    const source = sourceText(cell)
      .split('\n')
      .map((line) => `  | ${line}`);
    super(`cell ${position} (${cell.id}) failed:\n${source.join('\n')}\n\n${reason}`);
  }
}

export interface RunOptions {
  /** Of every cell, in seconds. */
  timeLimitS: number;
  /** Called before every cell. */
  onCell?: () => void;
}

/**
 * Runs the code cells of a notebook from top to bottom in a fresh kernel.
 *
 * @returns a copy of the notebook with the new outputs; the execution counts are 1, 2, 3, …
 * @throws {@link CellFailure} at the first cell that fails
 */
export async function runNotebook(
  notebook: Notebook,
  kernel: Kernel,
  { timeLimitS, onCell }: RunOptions,
): Promise<Notebook> {
  const cells: Cell[] = [];
  let count = 0;
  for (const [i, cell] of notebook.cells.entries()) {
    onCell?.();
    if (cell.cell_type !== 'code') {
      cells.push(cell);
      continue;
    }
    const empty = sourceText(cell).trim() === '';
    try {
      const messages = empty ? [] : await kernel.execute(sourceText(cell), timeLimitS);
      const executionCount = empty ? null : ++count;
      cells.push({ ...cell, execution_count: executionCount, outputs: toOutputs(messages, count) });
    } catch (error) {
      throw new CellFailure(cell, i + 1, (error as Error).message);
    }
  }
  const last = notebook.cells.findLastIndex((cell) => cell.cell_type === 'code');
  if (last >= 0) {
    await kernel.settle(timeLimitS).catch((error: Error) => {
      throw new CellFailure(notebook.cells[last]!, last + 1, error.message);
    });
  }
  return { ...notebook, cells };
}
