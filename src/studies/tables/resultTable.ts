import { decimalText, signedText } from '../../decimalText.js';

/** A column of a table. */
export interface Column {
  /** Of the rows. */
  key: string;
  heading: string;
  /** Digits after the point of numbers; default 3. Whole numbers: 0. */
  decimals?: number;
  /** Numbers carry a sign. */
  signed?: boolean;
}

/** A table of results, whatever it is written as. */
export interface ResultTable {
  /** Kebab case: the name of its files. */
  id: string;
  title: string;
  /** What the numbers are, on what images, over how many units. */
  caption: string;
  columns: readonly Column[];
  rows: readonly Readonly<Record<string, unknown>>[];
  /** Whether a cell is printed in bold; default none. */
  bold?(row: Readonly<Record<string, unknown>>, key: string): boolean;
}

/** A cell as text: a dash where there is nothing. */
export function cellText(value: unknown, { decimals = 3, signed = false }: Column): string {
  if (value === undefined || value === null || Number.isNaN(value)) return '–';
  if (typeof value !== 'number') return String(value);
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  return signed ? signedText(value, decimals) : decimalText(value, decimals);
}
