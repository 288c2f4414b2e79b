import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEngine } from '../engine/index.js';
import { writeFigures } from '../figures/index.js';
import { runNotebooks } from '../notebook/runNotebooks.js';
import { writePage } from '../page/index.js';
import { runStore } from '../runs/index.js';
import { allFigures, comparisonTable, smallComparison, writeComparison } from '../studies/index.js';
import { checkTheorems, type CheckedTheorem } from '../theory/checkTheorems.js';
import { duration } from '../progress.js';
import type { Command } from './command.js';
import { allNotebooks } from './notebooks.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export const command: Command = {
  summary: 'Runs the whole workbook: engine, theorems, a small synthetic comparison, notebooks, figures, summary.',
  usage: 'npm start',
  options: {},
  async run() {
    const start = performance.now();
    const engine = await startEngine();
    process.stderr.write(`engine: ${engine.reason}\n`);
    const theorems = await checkTheorems();
    const runs = join(ROOT, 'runs');
    const trained = await smallComparison({ store: runStore(join(runs, 'store')) });
    const comparison = await writeComparison(trained, runs);
    const notebooks = allNotebooks();
    const problems = await runNotebooks(notebooks);
    const folder = join(ROOT, 'figures');
    await writeFigures(allFigures(), folder);
    const page = await writePage(folder, allFigures(), theorems);

    const failed = theorems
      .filter((theorem) => !theorem.pass)
      .map((theorem) => `the check of "${theorem.name}" failed: npx dice-workbook theorems`);
    process.stdout.write(
      [
        '',
        `Theorems: ${theorems.length - failed.length} of ${theorems.length} hold (npx dice-workbook theorems tells more)`,
        ...theoremTable(theorems),
        '',
        comparisonTable(trained.comparison),
        '',
        'Where to look',
        `  ${relative(
          ROOT,
          page.find((file) => file.endsWith('.html'))!,
        )}  every figure and theorem, interactive; bounds and results to explore`,
        `  ${relative(
          ROOT,
          comparison.find((file) => file.endsWith('.svg'))!,
        )}  the comparison above`,
        `  notebooks/  ${notebooks.length} notebooks, run just now; README.md tells how to open them in JupyterLab`,
        `  ${relative(ROOT, join(ROOT, 'README.md'))}  what can be typed next`,
        '',
        ...[...failed, ...problems].map((problem) => `FAILED ${problem}\n`),
        `${failed.length + problems.length === 0 ? 'All done' : 'Done, with failures,'} in ${duration((performance.now() - start) / 1000)} on the ${engine.name} engine.`,
        '',
      ].join('\n'),
    );
    return failed.length + problems.length === 0 ? 0 : 1;
  },
};

function theoremTable(theorems: CheckedTheorem[]): string[] {
  const rows = theorems.map(({ pass, id, constant, evidence }) => [
    pass ? '✓' : '✗',
    id,
    constant.closedForm,
    [...new Set(evidence.map(({ kind }) => kind))].sort().join(', '),
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map(
    (row) =>
      `  ${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}`,
  );
}
