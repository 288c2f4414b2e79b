import { readFileSync } from 'node:fs';
import { UserError } from '../userError.js';
import { writeWhole } from '../writeWhole.js';
import type { Message } from './message.js';

/** A notebook in nbformat 4.5; source: https://nbformat.readthedocs.io/en/latest/format_description.html */
export interface Notebook {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

export interface Cell {
  id: string;
  cell_type: 'code' | 'markdown' | 'raw';
  metadata: Record<string, unknown>;
  source: string | string[];
  /** Code cells have both. */
  outputs?: Output[];
  execution_count?: number | null;
}

export type Output = Record<string, unknown> & { output_type: string };

/** The text of a cell, which stands in the file as one string or as its lines. */
export const sourceText = ({ source }: Cell): string => (Array.isArray(source) ? source.join('') : source);

/** Reads a notebook; a file that is none is told in a sentence. */
export function readNotebook(path: string): Notebook {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message;
    throw new UserError(`cannot read the notebook '${path}': ${why}. Give the path of an .ipynb file.`);
  }
  try {
    const notebook = JSON.parse(text) as Notebook;
    if (notebook.nbformat === 4 && Array.isArray(notebook.cells)) return notebook;
  } catch {
    // Said below.
  }
  throw new UserError(
    `'${path}' is not a notebook: expected JSON with "nbformat": 4 and a list of cells. Save it anew from Jupyter.`,
  );
}

/** The bytes of a notebook, in the order and indentation in which Jupyter saves it. */
export function notebookText(notebook: Notebook): string {
  return `${JSON.stringify(sorted(notebook), null, 1)}\n`;
}

/** Writes a notebook whole: an interruption leaves the old file or the new one. An unchanged file is not touched. */
export function writeNotebook(path: string, notebook: Notebook): void {
  const text = notebookText(notebook);
  if (readFileSync(path, 'utf8') !== text) writeWhole(path, text);
}

/** What the kernel sent, as the outputs of a cell. */
export function toOutputs(messages: Message[], executionCount: number): Output[] {
  const outputs: Output[] = [];
  for (const { type, content } of messages) {
    const last = outputs.at(-1);
    if (type === 'stream' && last?.output_type === 'stream' && last.name === content.name)
      last.text = `${last.text as string}${content.text as string}`;
    else if (type === 'stream') outputs.push({ output_type: type, name: content.name, text: content.text });
    else if (type === 'display_data')
      outputs.push({ output_type: type, data: content.data, metadata: content.metadata });
    else if (type === 'execute_result')
      outputs.push({
        output_type: type,
        data: content.data,
        metadata: content.metadata,
        execution_count: executionCount,
      });
  }
  return outputs.map(inLines);
}

/** Long texts stand in the file line by line, so that a diff shows the lines that changed. */
function inLines(output: Output): Output {
  if (output.output_type === 'stream') return { ...output, text: lines(output.text as string) };
  const data = Object.entries(output.data as Record<string, unknown>).map(([mime, content]) => {
    const isText = typeof content === 'string' && (mime.startsWith('text/') || mime === 'image/svg+xml');
    return [mime, isText ? lines(content) : content];
  });
  return { ...output, data: Object.fromEntries(data) };
}

const lines = (text: string): string[] => text.split(/(?<=\n)/);

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
