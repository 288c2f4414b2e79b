import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { progress } from '../progress.js';
import { writeWhole } from '../writeWhole.js';
import type { Figure } from './figure.js';
import { svgToPng } from './renderPng.js';
import { renderSvg } from './renderSvg.js';

export interface WriteOptions {
  /** PNG as well, at two pixels to a pixel; false by default. */
  png?: boolean;
}

/**
 * Draws figures into a folder: `<id>.svg`, `<id>.json` (title, caption and the rows drawn), and `<id>.png` if asked for.
 *
 * @returns the files written
 */
export async function writeFigures(
  figures: Figure[],
  folder: string,
  { png = false }: WriteOptions = {},
): Promise<string[]> {
  const files: string[] = [];
  const write = (name: string, content: string | Buffer) => files.push(writeWhole(join(folder, name), content));
  const drawn = progress('Figures', figures.length);
  for (const [i, figure] of figures.entries()) {
    drawn.update(i, figure.id);
    const rows = await figure.rows();
    const svg = await renderFigure(figure, rows);
    write(`${figure.id}.json`, rowsFile(figure, rows));
    write(`${figure.id}.svg`, svg);
    if (png) write(`${figure.id}.png`, await svgToPng(svg));
  }
  drawn.end(folder);
  return files;
}

/** The figure's SVG, its ids and its description set. */
export async function renderFigure(figure: Figure, rows: Record<string, unknown>[]): Promise<string> {
  return renderSvg(figure.figure(rows), { id: figure.id, description: figure.caption });
}

/** The content of figures/<id>.json: one row to a line, so that a change reads as a diff. */
export function rowsFile({ title, caption }: Figure, rows: Record<string, unknown>[]): string {
  const lines = rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
  return `{\n  "title": ${JSON.stringify(title)},\n  "caption": ${JSON.stringify(caption)},\n  "rows": [\n${lines}\n  ]\n}\n`;
}

/** The rows that figures/<id>.json holds. */
export function readRows({ id }: Figure, folder: string): Record<string, unknown>[] {
  return (JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')) as { rows: Record<string, unknown>[] }).rows;
}
