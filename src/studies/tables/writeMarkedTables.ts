import { readFileSync } from 'node:fs';
import { UserError } from '../../userError.js';
import { writeWhole } from '../../writeWhole.js';
import type { ResultTable } from './resultTable.js';
import { tableMarkdown } from './writeTable.js';

/** The marks in a Markdown file, and the table that goes between `<!-- mark … -->` and `<!-- /mark -->`. */
export const MARKED_TABLES = { choice: 'choice', abstract: 'abstract-synthetic' } as const;
type Mark = keyof typeof MARKED_TABLES;

/** The lines of a table, without heading and caption. */
export function tableLines(table: ResultTable): string {
  return tableMarkdown(table)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .join('\n');
}

/**
 * Writes tables of the comparison between their marks in a Markdown file.
 *
 * @returns the path
 * @throws UserError where one of the tables is not given, or the file lacks its marks
 */
export function writeMarkedTables(tables: readonly ResultTable[], path: string): string {
  let text = readFileSync(path, 'utf8');
  for (const [mark, id] of Object.entries(MARKED_TABLES) as [Mark, string][]) {
    const table = tables.find((one) => one.id === id);
    if (!table) throw new UserError(`the table '${id}' is not given.`);
    const marked = new RegExp(`(<!-- ${mark}\\b[^>]*-->\n)[\\s\\S]*?(<!-- /${mark} -->)`);
    if (!marked.test(text))
      throw new UserError(`${path} has no lines <!-- ${mark} --> and <!-- /${mark} -->, between which a table goes.`);
    text = text.replace(marked, (_, start: string, end: string) => `${start}${tableLines(table)}\n${end}`);
  }
  return writeWhole(path, text);
}
