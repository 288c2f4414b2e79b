import { decimalText } from '../decimalText.js';
import { escapeHtml } from '../figures/escapeHtml.js';
import { display } from './display.js';

export interface TableOptions {
  /**
   * Which columns, in which order, under which headings: `{id: 'Theorem', width: 'Width'}`; all under their own names
   * by default.
   */
  columns?: Record<string, string>;
  /** Digits after the point of numbers that are not whole; 4 by default. */
  decimals?: number;
  /** A line above the table. */
  caption?: string;
}

/** A data frame of danfojs, of which only this is used. */
export interface FrameLike {
  columns: string[];
  values: unknown[] | unknown[][];
}

type Rows = readonly object[] | FrameLike;

/**
 * Shows rows as a table below the cell: numbers to the right with a fixed count of decimals, what is missing as a dash.
 *
 * @param rows - plain objects, or a danfojs DataFrame
 */
export function table(rows: Rows, options: TableOptions = {}): void {
  const grid = tableGrid(rows, options);
  display({ 'text/html': tableHtml(grid, options.caption), 'text/plain': tableText(grid, options.caption) });
}

interface Grid {
  headings: string[];
  cells: { text: string; isNumber: boolean }[][];
}

/** The texts of a table's cells. */
function tableGrid(rows: Rows, { columns, decimals = 4 }: TableOptions = {}): Grid {
  const records = 'columns' in rows ? frameRecords(rows) : (rows as readonly Record<string, unknown>[]);
  const chosen = Object.entries(
    columns ?? Object.fromEntries(Object.keys(records[0] ?? {}).map((name) => [name, name])),
  );
  const absent = chosen.filter(([name]) => records.length > 0 && !records.some((record) => name in record));
  if (absent.length > 0)
    throw new RangeError(
      `no row has the column '${absent[0]![0]}'; the columns are ${Object.keys(records[0]!).join(', ')}.`,
    );
  return {
    headings: chosen.map(([, heading]) => heading),
    cells: records.map((record) =>
      chosen.map(([name]) => ({ text: cellText(record[name], decimals), isNumber: isNumber(record[name]) })),
    ),
  };
}

const frameRecords = ({ columns, values }: FrameLike): Record<string, unknown>[] =>
  (values as unknown[][]).map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])));

/** Exact fractions count as numbers: they know their value. */
const isNumber = (value: unknown) =>
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  (typeof value === 'object' && value !== null && 'toNumber' in value);

function cellText(value: unknown, decimals: number): string {
  if (value === undefined || value === null || Number.isNaN(value)) return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'number') return String(value);
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  return Number.isInteger(value) ? String(value).replace('-', '−') : decimalText(value, decimals);
}

/** Twice: JupyterLab's own style stands above the attribute, and web pages strip the style. */
export const aligned = (side: 'left' | 'right'): string => `align="${side}" style="text-align: ${side}"`;

function tableHtml({ headings, cells }: Grid, caption?: string): string {
  const row = (tag: string, texts: { text: string; isNumber: boolean }[]) =>
    `<tr>${texts.map(({ text, isNumber }) => `<${tag} ${aligned(isNumber ? 'right' : 'left')}>${escapeHtml(text)}</${tag}>`).join('')}</tr>`;
  const numeric = headings.map((_, i) => cells.some((line) => line[i]!.isNumber));
  return [
    '<table>',
    ...(caption ? [`<caption align="top">${escapeHtml(caption)}</caption>`] : []),
    `<thead>${row(
      'th',
      headings.map((text, i) => ({ text, isNumber: numeric[i]! })),
    )}</thead>`,
    '<tbody>',
    ...cells.map((line) => row('td', line)),
    '</tbody>',
    '</table>',
  ].join('\n');
}

function tableText({ headings, cells }: Grid, caption?: string): string {
  const widths = headings.map((heading, i) => Math.max(heading.length, ...cells.map((line) => line[i]!.text.length)));
  const line = (texts: { text: string; isNumber: boolean }[]) =>
    texts
      .map(({ text, isNumber }, i) => (isNumber ? text.padStart(widths[i]!) : text.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd();
  const numeric = headings.map((text, i) => ({ text, isNumber: cells.some((row) => row[i]!.isNumber) }));
  return [
    ...(caption ? [caption] : []),
    line(numeric),
    widths.map((width) => '─'.repeat(width)).join('  '),
    ...cells.map(line),
  ].join('\n');
}
