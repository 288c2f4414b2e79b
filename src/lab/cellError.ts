import { inspect } from 'node:util';
import type { CellPositions } from './cellPositions.js';

/** An error as Jupyter's protocol tells it; `traceback` is what a reader sees, line by line. */
export interface CellError {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** The kernel's own frames, Node's and the compiler's: nothing that a notebook's author could mend. */
const INNER = /node:|evalmachine|\btslab\b|typescript-for-tslab|data:text|[/\\]lab[/\\]kernelProcess/;

/**
 * An error thrown by a cell: what it says, then the lines of cells that led to it, each with its text, then where in a
 * library it was thrown.
 *
 * @param sources - the text of each cell by its number
 */
export function cellError(thrown: unknown, positions: CellPositions, sources: ReadonlyMap<number, string>): CellError {
  if (!(thrown instanceof Error)) {
    const text = inspect(thrown);
    return { ename: 'thrown', evalue: text, traceback: [`thrown: ${text}`] };
  }
  const { name, message } = thrown;
  const stack = thrown.stack ?? '';
  const places = positions.cellsOf(stack);
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line) && !INNER.test(line));
  // Of a library, the place that threw; the cell's lines tell how one came there.
  const outside = frames.filter((line) => !/\bcell-\d+\.ts:/.test(line));
  const told = places.length === 0 ? outside : outside.filter((line) => line === frames[0]);
  return {
    ename: name,
    evalue: message,
    traceback: [
      `${name}: ${message}`,
      ...places.flatMap(({ cell, line }) => lineOf(cell, line, sources)),
      ...told,
      ...(thrown.cause === undefined ? [] : ['caused by', ...cellError(thrown.cause, positions, sources).traceback]),
    ],
  };
}

/** What the compiler says against a cell. */
export function compileError(
  faults: readonly { line: number; column: number; message: string }[],
  cell: number,
  sources: ReadonlyMap<number, string>,
): CellError {
  const told = faults.map(({ line, column, message }) => `${line}:${column} - ${message}`);
  return {
    ename: 'TypeScript',
    evalue: told.join('\n'),
    traceback: faults.flatMap(({ line }, i) => [told[i] ?? '', ...lineOf(cell, line, sources)]),
  };
}

function lineOf(cell: number, line: number, sources: ReadonlyMap<number, string>): string[] {
  const text = sources.get(cell)?.split('\n')[line - 1]?.trim();
  return [`    in cell [${cell}], line ${line}${text ? `:  ${text}` : ''}`];
}
