import type { DataFrame } from 'danfojs-node';
import type { ResultTable } from '../studies/index.js';

/**
 * A table of results as a data frame of danfojs, to be filtered, grouped and shown with `table`. Columns have the names
 * of their headings; what is missing is NaN among numbers, else empty.
 *
 * danfojs is an optional dependency: where it is not installed, the import fails.
 */
export async function dataFrame({ columns, rows }: ResultTable): Promise<DataFrame> {
  const { DataFrame: Frame } = await import('danfojs-node');
  const numeric = new Set(columns.filter(({ key }) => rows.some((row) => typeof row[key] === 'number')));
  return new Frame(
    rows.map((row) =>
      Object.fromEntries(
        columns.map((column) => [column.heading || 'id', row[column.key] ?? (numeric.has(column) ? NaN : '')]),
      ),
    ),
  );
}
