import { describe, expect, it } from 'vitest';
import type { Kernel } from '../../src/notebook/kernel.js';
import type { Cell, Notebook } from '../../src/notebook/notebookFile.js';
import { readableError } from '../../src/notebook/readableError.js';
import { CellFailure, runNotebook } from '../../src/notebook/runNotebook.js';

/** Echoes the code of a cell; "throw" fails. */
const echo = (late?: string): Kernel => ({
  execute: async (code) => {
    if (code.startsWith('throw')) throw new Error(code.slice(6));
    return [{ type: 'stream', content: { name: 'stdout', text: code } }];
  },
  settle: async () => {
    if (late) throw new Error(late);
  },
  stop() {},
});

const code = (id: string, source: string): Cell => ({
  id,
  cell_type: 'code',
  metadata: {},
  source,
  outputs: [],
  execution_count: 7,
});
const text: Cell = { id: 'text', cell_type: 'markdown', metadata: {}, source: '# Title' };
const notebook = (...cells: Cell[]): Notebook => ({
  cells,
  metadata: { kernelspec: {} },
  nbformat: 4,
  nbformat_minor: 5,
});
const options = { timeLimitS: 1 };

describe('runNotebook(notebook, kernel)', () => {
  it('counts the cells that ran from 1, whatever the file said; an empty one has no count', async () => {
    const fresh = await runNotebook(notebook(text, code('a', '1'), code('b', ' '), code('c', '2')), echo(), options);
    expect(fresh.cells.map((cell) => cell.execution_count)).toEqual([undefined, 1, null, 2]);
    expect(fresh.cells[3]!.outputs).toEqual([{ output_type: 'stream', name: 'stdout', text: ['2'] }]);
  });

  it('changes nothing but counts and outputs, and not the notebook that it is given', async () => {
    const given = notebook(text, code('a', '1'));
    const before = structuredClone(given);
    const fresh = await runNotebook(given, echo(), options);
    expect(given).toEqual(before);
    expect({ ...fresh, cells: [] }).toEqual({ ...before, cells: [] });
  });

  it('ends at the first cell that fails, and names it with its source and its error', async () => {
    const failure = await runNotebook(
      notebook(text, code('a', '1'), code('b', 'throw no\nnext'), code('c', 'throw later')),
      echo(),
      options,
    ).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CellFailure);
    expect((failure as CellFailure).message).toBe('cell 3 (b) failed:\n  | throw no\n  | next\n\nno\nnext');
  });

  it('lays what the cells left running at the last cell', async () => {
    await expect(
      runNotebook(notebook(code('a', '1'), code('b', '2'), text), echo('a promise was rejected'), options),
    ).rejects.toThrow(/^cell 2 \(b\) failed:\n.*\n\na promise was rejected$/s);
  });
});

describe('readableError(text)', () => {
  it("keeps the error and the library's own places, and drops the kernel's", () => {
    const text =
      'node:assert:90\n  throw new AssertionError(obj);\n  ^\n\nAssertionError: one is two\n    at dice (/repo/dist/overlap/dice.js:3:4)\n    at evalmachine.<anonymous>:8:44\n    at Script.runInThisContext (node:vm:135:14)\n    at Object.execute (/repo/node_modules/tslab/dist/executor.js:160:38)';
    expect(readableError(text)).toBe('AssertionError: one is two\n    at dice (/repo/dist/overlap/dice.js:3:4)');
  });

  it('leaves a type error as it is', () => {
    expect(readableError("1:7 - Type 'string' is not assignable to type 'number'.\n")).toBe(
      "1:7 - Type 'string' is not assignable to type 'number'.",
    );
  });
});
