import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { differences } from '../../src/notebook/differences.js';
import {
  notebookText,
  readNotebook,
  toOutputs,
  writeNotebook,
  type Cell,
  type Notebook,
} from '../../src/notebook/notebookFile.js';

const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-notebook-'));
afterAll(() => rmSync(folder, { recursive: true }));

const code = (text: string): Cell => ({
  id: 'a',
  cell_type: 'code',
  metadata: {},
  source: 'run()',
  outputs: [{ output_type: 'stream', name: 'stdout', text: [text] }],
  execution_count: 1,
});
const notebook = (...cells: Cell[]): Notebook => ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });

describe('toOutputs(messages)', () => {
  const stream = (name: string, text: string) => ({ type: 'stream', content: { name, text } });

  it('joins neighbouring texts of one stream and keeps them line by line', () => {
    expect(toOutputs([stream('stdout', 'a\nb'), stream('stdout', 'c\n'), stream('stderr', 'd')], 1)).toEqual([
      { output_type: 'stream', name: 'stdout', text: ['a\n', 'bc\n'] },
      { output_type: 'stream', name: 'stderr', text: ['d'] },
    ]);
  });

  it('keeps texts and drawings line by line, and images in one piece; display ids are left out', () => {
    const content = {
      data: { 'image/svg+xml': '<svg>\n</svg>', 'image/png': 'AAAA\nBBBB' },
      metadata: {},
      transient: { display_id: 'random' },
    };
    expect(toOutputs([{ type: 'display_data', content }], 1)).toEqual([
      {
        output_type: 'display_data',
        data: { 'image/svg+xml': ['<svg>\n', '</svg>'], 'image/png': 'AAAA\nBBBB' },
        metadata: {},
      },
    ]);
  });

  it('leaves out messages that are no outputs', () => {
    expect(toOutputs([{ type: 'execute_input', content: { code: '1' } }], 1)).toEqual([]);
  });
});

describe('notebookText(notebook)', () => {
  it('sorts keys, indents by one space and ends the last line, as Jupyter does', () => {
    expect(notebookText(notebook())).toBe(
      '{\n "cells": [],\n "metadata": {},\n "nbformat": 4,\n "nbformat_minor": 5\n}\n',
    );
  });
});

describe('writeNotebook(path, notebook)', () => {
  it('writes what readNotebook reads, and leaves nothing beside it', () => {
    const path = join(folder, 'a.ipynb');
    writeFileSync(path, '');
    writeNotebook(path, notebook(code('ü\n')));
    expect(readNotebook(path)).toEqual(notebook(code('ü\n')));
    expect(readdirSync(folder)).toEqual(['a.ipynb']);
  });

  it('does not touch a file that would not change', () => {
    const path = join(folder, 'a.ipynb');
    const before = statSync(path, { bigint: true });
    writeNotebook(path, readNotebook(path));
    expect(statSync(path, { bigint: true }).mtimeNs).toBe(before.mtimeNs);
    expect(readFileSync(path, 'utf8')).toContain('ü');
  });
});

describe('readNotebook(path)', () => {
  it.each([
    ['not JSON', 'text'],
    ['JSON of something else', '[1, 2]'],
    ['an old format', '{"nbformat": 3, "worksheets": []}'],
  ])('refuses %s with a sentence', (_, content) => {
    const path = join(folder, 'wrong.ipynb');
    writeFileSync(path, content);
    expect(() => readNotebook(path)).toThrow(/wrong\.ipynb' is not a notebook: expected .* Save it anew/);
  });

  it('refuses a file that is missing', () => {
    expect(() => readNotebook(join(folder, 'none.ipynb'))).toThrow(/no such file/);
  });
});

describe('differences(committed, fresh)', () => {
  it('is empty for equal outputs', () => {
    expect(differences(notebook(code('1')), notebook(code('1')))).toEqual([]);
  });

  it('names the cell, and both texts, where an output differs', () => {
    const found = differences(notebook(code('0'), code('1')), notebook(code('0'), code('2')));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^cell 2 \(a\), which begins "run\(\)":\n {2}committed: "1"\n {2}fresh: {5}"2"$/);
  });

  it('sees an output that is new and one that is gone', () => {
    const none: Cell = { ...code('1'), outputs: [] };
    expect(differences(notebook(none), notebook(code('1')))).toHaveLength(1);
    expect(differences(notebook(code('1')), notebook(none))).toHaveLength(1);
  });
});
