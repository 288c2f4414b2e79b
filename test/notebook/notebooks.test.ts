import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { KERNEL_NAME, KERNEL_TITLE } from '../../src/lab/kernelspec.js';
import { readNotebook, sourceText, type Cell, type Notebook } from '../../src/notebook/notebookFile.js';

const folder = fileURLToPath(new URL('../../notebooks/', import.meta.url));
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.ipynb'))
  .sort();

/** Code without its strings, templates, comments. */
const bare = (code: string) => code.replace(/\/\/.*|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`/g, '""');

/** What breaks the rules for a cell, a sentence for each fault. */
function cellFaults(cell: Cell): string[] {
  const source = sourceText(cell);
  const faults: string[] = [];
  const fault = (holds: boolean, text: string) => holds || faults.push(`${cell.id}: ${text}`);
  fault(/^[\w-]{1,64}$/.test(cell.id ?? ''), 'its id is not 1 to 64 letters, digits, - and _');
  if (cell.cell_type !== 'code') return faults;
  fault(source.split('\n').length <= 15, 'it has more than 15 lines');
  fault(!/\b(for|if|while|switch|do|function|class)\b/.test(bare(source)), 'it holds logic, which belongs into src');
  fault(!/ \? /.test(bare(source)), 'it branches, which belongs into src');
  // A PNG in base64 may spell anything.
  const outputs = JSON.stringify(cell.outputs, (key, value: unknown) => (key === 'image/png' ? undefined : value));
  fault(
    !(cell.outputs ?? []).some(({ output_type, name }) => output_type === 'error' || name === 'stderr'),
    'its output has an error',
  );
  fault(!/\/(home|root|Users|tmp|work|mnt)\/|[A-Z]:\\\\/.test(outputs), "its output has a path of somebody's disk");
  fault(
    !/\b\d+(\.\d+)? ?(ms|s)\b(?!\^)/.test(outputs.replace(/"image\/svg\+xml":\[.*?\]/g, '')),
    'its output has a time, which differs from run to run',
  );
  return faults;
}

const links = ({ cells }: Notebook) =>
  cells
    .filter(({ cell_type }) => cell_type === 'markdown')
    .flatMap((cell) => [...sourceText(cell).matchAll(/\]\(([^)#\s]+)/g)].map(([, target]) => target!))
    .filter((target) => !/^[a-z]+:/.test(target));

describe.each(names)('%s', (name) => {
  const notebook = readNotebook(join(folder, name));

  it('is nbformat 4.5 for the kernel of the workbook', () => {
    expect([notebook.nbformat, notebook.nbformat_minor]).toEqual([4, 5]);
    expect(notebook.metadata.kernelspec).toEqual({
      name: KERNEL_NAME,
      display_name: KERNEL_TITLE,
      language: 'typescript',
    });
    expect(notebook.metadata.language_info).toMatchObject({ name: 'typescript', file_extension: '.ts' });
    for (const cell of notebook.cells) {
      const keys =
        cell.cell_type === 'code'
          ? ['cell_type', 'execution_count', 'id', 'metadata', 'outputs', 'source']
          : ['cell_type', 'id', 'metadata', 'source'];
      expect(Object.keys(cell).sort()).toEqual(keys);
    }
  });

  it('has at most 20 cells, each short, without logic and with steady output', () => {
    expect(notebook.cells.length).toBeLessThanOrEqual(20);
    expect(notebook.cells.flatMap(cellFaults)).toEqual([]);
    expect(new Set(notebook.cells.map(({ id }) => id)).size).toBe(notebook.cells.length);
  });

  it('was run from top to bottom', () => {
    const counts = notebook.cells.filter(({ cell_type }) => cell_type === 'code').map((cell) => cell.execution_count);
    expect(counts).toEqual(counts.map((_, i) => i + 1));
  });

  it('begins with its title and says what is not shown', () => {
    const number = name.slice(0, 2);
    expect(sourceText(notebook.cells[0]!)).toMatch(number === '00' ? /^# Start here/ : new RegExp(`^# ${number} \\S`));
    if (number !== '00')
      expect(
        notebook.cells.some(
          (cell) => cell.cell_type === 'markdown' && /^## .*(not show|limits)/im.test(sourceText(cell)),
        ),
      ).toBe(true);
  });

  it('imports the package by its name', () => {
    const code = notebook.cells
      .filter(({ cell_type }) => cell_type === 'code')
      .map(sourceText)
      .join('\n');
    expect(code).toMatch(/from 'dice-workbook(\/\w+)?'/);
    expect(code).not.toMatch(/from '\.{1,2}\//);
  });

  it('links to files that exist', () => {
    expect(links(notebook).filter((target) => !existsSync(join(folder, target)))).toEqual([]);
  });
});

it('the first notebook links to every other one', () => {
  const linked = links(readNotebook(join(folder, names[0]!))).filter((target) => target.endsWith('.ipynb'));
  expect([...new Set(linked)].sort()).toEqual(names.slice(1));
});

it('each notebook ends with links to the one before and the one after it, by their titles', () => {
  const titleOf = (name: string) => {
    const [, title = ''] = /^# (.*)/.exec(sourceText(readNotebook(join(folder, name)).cells[0]!))!;
    return name === names[0] ? `00 ${title}` : title;
  };
  names.forEach((name, i) => {
    const [before, after] = [names[i - 1], names[i + 1]];
    const expected = [
      ...(before ? [`[← ${titleOf(before)}](${before})`] : []),
      ...(after ? [`[${titleOf(after)} →](${after})`] : []),
    ].join(' · ');
    expect(
      sourceText(readNotebook(join(folder, name)).cells.at(-1)!)
        .split('\n')
        .at(-1),
    ).toBe(expected);
  });
});

it('notebooks are saved in the form in which Jupyter saves them, one value to a line', () => {
  for (const name of names) expect(readFileSync(join(folder, name), 'utf8')).toMatch(/^\{\n "cells": \[\n/);
});

describe('the rules for cells', () => {
  const cell = (source: string, outputs: Cell['outputs'] = []): Cell => ({
    id: 'a',
    cell_type: 'code',
    metadata: {},
    source,
    outputs,
    execution_count: 1,
  });

  it.each([
    [cell('for (const x of xs) show(x);')],
    [cell('const x = a ? b : c;')],
    [cell('1;\n'.repeat(15))],
    [{ ...cell('1'), id: 'two words' }],
    [cell('1', [{ output_type: 'stream', name: 'stderr', text: ['warning'] }])],
    [cell('1', [{ output_type: 'stream', name: 'stdout', text: ['read /home/me/data'] }])],
    [cell('1', [{ output_type: 'stream', name: 'stdout', text: ['took 12.5 ms'] }])],
  ])('refuse %o', (wrong) => {
    expect(cellFaults(wrong)).toHaveLength(1);
  });

  it('let words in strings and comments pass', () => {
    expect(cellFaults(cell("show('if it works'); // for the reader\nassert(result.pass);"))).toEqual([]);
  });
});
