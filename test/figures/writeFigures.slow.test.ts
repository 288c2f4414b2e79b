import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { layout, readRows, writeFigures, type Figure } from '../../src/figures/index.js';

const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-figures-'));
afterAll(() => rmSync(folder, { recursive: true }));

const figure = (id: string): Figure => ({
  id,
  title: `Figure ${id}`,
  caption: 'One line.',
  evidence: ['exact'],
  rows: () => [
    { x: 0, y: 0.1 },
    { x: 1, y: 1 / 3 },
  ],
  figure: (rows) => ({
    data: [{ x: rows.map((row) => row.x), y: rows.map((row) => row.y) }],
    layout: layout({ title: `Figure ${id}` }),
  }),
});

describe('writeFigures(figures, folder)', () => {
  it('writes the drawing and the rows, and nothing half-written', async () => {
    await writeFigures([figure('a'), figure('b')], folder, { png: true });
    expect(readdirSync(folder).sort()).toEqual(['a.json', 'a.png', 'a.svg', 'b.json', 'b.png', 'b.svg']);
  });

  it('writes the same bytes when it runs again', async () => {
    const read = () => readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    const before = read();
    await writeFigures([figure('a'), figure('b')], folder, { png: true });
    expect(read()).toEqual(before);
  });

  it('keeps the rows as they are', async () => {
    expect(readRows(figure('a'), folder)).toEqual([
      { x: 0, y: 0.1 },
      { x: 1, y: 1 / 3 },
    ]);
  });
});
