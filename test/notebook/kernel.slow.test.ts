import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Kernel, startKernel } from '../../src/notebook/kernel.js';
import { notebookText, readNotebook, type Cell } from '../../src/notebook/notebookFile.js';
import { runNotebooks } from '../../src/notebook/runNotebooks.js';

const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-run-'));
symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'));
afterAll(() => rmSync(folder, { recursive: true }));

function save(name: string, ...sources: string[]): string {
  const cells = sources.map((source, i): Cell => ({
    id: `cell-${i}`,
    cell_type: 'code',
    metadata: {},
    source,
    outputs: [],
    execution_count: null,
  }));
  writeFileSync(join(folder, name), notebookText({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  return join(folder, name);
}

describe('a kernel', () => {
  let kernel: Kernel;
  beforeAll(async () => {
    kernel = await startKernel(folder);
  });
  afterAll(() => kernel.stop());

  it('keeps what earlier cells declared, and hands over what a cell prints and displays', async () => {
    await kernel.execute('const a: number = 20 + 1;', 20);
    const outputs = await kernel.execute(
      "import { display } from 'tslab';\nconsole.log(2 * a);\ndisplay.html('<b>a</b>');",
      20,
    );
    expect(outputs.filter(({ type }) => type === 'stream')).toEqual([
      expect.objectContaining({ content: { name: 'stdout', text: '42\n' } }),
    ]);
    expect(outputs.filter(({ type }) => type === 'display_data').map(({ content }) => content.data)).toEqual([
      { 'text/html': '<b>a</b>' },
    ]);
  });

  it.each([
    ['a failed assert', "import assert from 'node:assert';\nassert.equal(1, 2, 'one is two');", /one is two/],
    ['a failed console.assert', "console.assert(1 > 2, 'one is less');", /console\.assert failed: one is less/],
    ['a type error', "const word: number = 'word';", /1:7 - Type 'string' is not assignable to type 'number'/],
    ['a syntax error', 'const = 1;', /expected/],
    ['an error thrown', "throw new RangeError('out of range');", /RangeError: out of range/],
    ['a rejection that is awaited', "await Promise.reject(new Error('awaited'));", /awaited/],
    ['a rejection that nobody awaited', "Promise.reject(new Error('lost'));", /nobody awaited it: Error: lost/],
    [
      'a rejection some turns later',
      "(async () => { await null; await new Promise(setImmediate); throw new Error('after a turn'); })();",
      /after a turn/,
    ],
  ])('fails a cell by %s, and goes on', async (_, code, reason) => {
    await expect(kernel.execute(code, 20)).rejects.toThrow(reason);
    // tslab refuses cells for a fifth of a second after a failure, for those that were already waiting.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await kernel.execute('1', 20);
  });

  it('does not take a handled rejection for a failure', async () => {
    await kernel.execute("await Promise.reject(new Error('handled')).catch(() => 'caught');", 20);
  });

  it('waits at the end for what was left running, and for its failure', async () => {
    await kernel.execute(
      "(async () => { await new Promise((resolve) => setTimeout(resolve, 200)); throw new Error('in the end'); })();\n'started'",
      20,
    );
    await expect(kernel.settle(20)).rejects.toThrow(/in the end/);
    await kernel.settle(20);
  });

  it('ends a cell at its time limit', async () => {
    await expect(kernel.execute('while (true) {}', 1)).rejects.toThrow('it ran longer than its 1 s');
  });
});

describe('runNotebooks(paths)', () => {
  it('writes outputs back, and finds them unchanged at the next run', async () => {
    const path = save('good.ipynb', 'const a = 1;', 'console.log(a + 1);');
    expect(await runNotebooks([path])).toEqual([]);
    expect(readNotebook(path).cells.map((cell) => [cell.execution_count, cell.outputs])).toEqual([
      [1, []],
      [2, [{ output_type: 'stream', name: 'stdout', text: ['2\n'] }]],
    ]);
    expect(await runNotebooks([path], { check: true })).toEqual([]);
  });

  it('fails a notebook whose kernel dies, names the cell, and leaves the file as it was', async () => {
    const dying = save('dying.ipynb', '1', 'process.exit(3);', '2');
    const stale = save('stale.ipynb', "console.log('fresh');");
    const before = readFileSync(dying, 'utf8');
    const problems = await runNotebooks([dying, stale], { check: true });
    expect(problems).toHaveLength(2);
    expect(problems.join('\n')).toMatch(
      /dying\.ipynb: cell 2 \(cell-1\) failed:\n {2}\| process\.exit\(3\);\n\nthe kernel died \(exit code 3\)/,
    );
    expect(problems.join('\n')).toMatch(/stale\.ipynb: the outputs differ from what is committed\.\ncell 1 \(cell-0\)/);
    expect(readFileSync(dying, 'utf8')).toBe(before);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});
