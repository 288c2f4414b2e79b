import { readFileSync } from 'node:fs';
import { UserError } from '../../userError.js';
import { writeWhole } from '../../writeWhole.js';
import type { ResultTable } from './resultTable.js';
import { tableMarkdown } from './writeTable.js';

const MARKED = /(<!-- abstract[^>]*-->\n)[\s\S]*?(<!-- \/abstract -->)/;

/** The lines of the table of verdicts, without heading and caption. */
export function abstractMarkdown(tables: readonly ResultTable[]): string {
  const table = tables.find(({ id }) => id === 'abstract-synthetic');
  if (!table) throw new UserError('the study has no table of verdicts: it is that of dice-losses.');
  return tableMarkdown(table)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .join('\n');
}

/**
 * Writes the table of verdicts between its marks in a Markdown file.
 *
 * @returns the path
 * @throws UserError where the study has no such table, or the file lacks the marks
 */
export function writeAbstract(tables: readonly ResultTable[], path: string): string {
  const lines = abstractMarkdown(tables);
  const text = readFileSync(path, 'utf8');
  if (!MARKED.test(text))
    throw new UserError(`${path} has no lines <!-- abstract --> and <!-- /abstract -->, between which the table goes.`);
  return writeWhole(
    path,
    text.replace(MARKED, (_, start: string, end: string) => `${start}${lines}\n${end}`),
  );
}
