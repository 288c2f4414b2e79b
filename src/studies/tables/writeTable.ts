import { align } from '../comparisonTable.js';
import { cellText, type ResultTable } from './resultTable.js';

/** Whether the column holds numbers, which stand at the right. */
const isNumeric = ({ rows }: ResultTable, key: string) => rows.some((row) => typeof row[key] === 'number');

/** A table as Markdown under its title and caption; a bar within a cell is escaped. */
export function tableMarkdown(table: ResultTable): string {
  const { title, caption, columns, rows, bold } = table;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const escaped = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  return [
    `## ${title}`,
    '',
    caption,
    '',
    line(columns.map(({ heading }) => escaped(heading))),
    line(columns.map(({ key }) => (isNumeric(table, key) ? '---:' : '---'))),
    ...rows.map((row) =>
      line(
        columns.map((column) => {
          const text = escaped(cellText(row[column.key], column));
          return bold?.(row, column.key) ? `**${text}**` : text;
        }),
      ),
    ),
    '',
  ].join('\n');
}

/** A table for a terminal: columns under each other, title and caption above. */
export function tableText({ title, caption, columns, rows }: ResultTable): string {
  const cells = rows.map((row) => columns.map((column) => cellText(row[column.key], column)));
  return [title, caption, '', ...align([columns.map(({ heading }) => heading), ...cells])].join('\n');
}

/** A table as comma-separated values (RFC 4180): numbers in full, with the point and the minus that programs read. */
export function tableCsv({ columns, rows, bold }: ResultTable): string {
  const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const marked = bold ? columns.filter(({ key }) => rows.some((row) => bold(row, key))) : [];
  const header = [...columns.map(({ heading }) => heading), ...marked.map(({ heading }) => `${heading}, best group`)];
  const lines = rows.map((row) => [
    ...columns.map(({ key }) => {
      const value = row[key];
      return value === undefined || value === null || Number.isNaN(value) ? '' : String(value);
    }),
    ...marked.map(({ key }) => (bold?.(row, key) ? '1' : '0')),
  ]);
  return [header, ...lines].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

/** A table as LaTeX, with the rules of the package booktabs. */
export function tableLatex(table: ResultTable): string {
  const { id, title, caption, columns, rows, bold } = table;
  const line = (cells: readonly string[]) => `  ${cells.join(' & ')} \\\\`;
  return [
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${latexText(`${title}. ${caption}`)}}`,
    `  \\label{tab:${id}}`,
    `  \\begin{tabular}{${columns.map(({ key }) => (isNumeric(table, key) ? 'r' : 'l')).join('')}}`,
    '  \\toprule',
    line(columns.map(({ heading }) => latexText(heading))),
    '  \\midrule',
    ...rows.map((row) =>
      line(
        columns.map((column) => {
          const text = latexText(cellText(row[column.key], column));
          return bold?.(row, column.key) ? `\\textbf{${text}}` : text;
        }),
      ),
    ),
    '  \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}

const SYMBOLS: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '−': '$-$',
  '–': '--',
  '±': '$\\pm$',
  '½': '$\\frac{1}{2}$',
  '→': '$\\rightarrow$',
  '∞': '$\\infty$',
  '≥': '$\\geq$',
  '≤': '$\\leq$',
  α: '$\\alpha$',
  β: '$\\beta$',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '’': "'",
  '<': '$<$',
  '>': '$>$',
};

/** Text in which nothing is a command of LaTeX. */
function latexText(text: string): string {
  return [...text].map((letter) => SYMBOLS[letter] ?? letter.replace(/[&%$#_{}]/, '\\$&')).join('');
}
