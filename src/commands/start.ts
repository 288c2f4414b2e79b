import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEngine } from '../engine/index.js';
import { writeFigures } from '../figures/index.js';
import { runNotebooks } from '../notebook/runNotebooks.js';
import { writePage } from '../page/index.js';
import { runStore, verifyRuns } from '../runs/index.js';
import {
  allFigures,
  committedRuns,
  comparisonTable,
  sampleRuns,
  smallComparison,
  writeComparison,
} from '../studies/index.js';
import { checkTheorems, type CheckedTheorem } from '../theory/checkTheorems.js';
import { duration } from '../progress.js';
import type { Command } from './command.js';
import { madeBefore } from './madeBefore.js';
import { allNotebooks } from './notebooks.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const inRoot = (...path: string[]) => join(ROOT, ...path);

export const command: Command = {
  summary:
    'Runs the whole workbook: engine, theorems, a small synthetic comparison, a stored run again, notebooks, figures.',
  usage: `npm start [-- --anew]

  --anew  run every notebook and draw every figure, also those that the same code and data gave on an earlier start`,
  options: { anew: { type: 'boolean' } },
  async run({ anew }) {
    const start = performance.now();
    const engine = await startEngine();
    process.stderr.write(`engine: ${engine.reason}\n`);
    const theorems = await checkTheorems();
    const broken = theorems.filter(({ pass }) => !pass).map(({ name }) => name);
    const trained = await trainLive();
    const comparison = await writeComparison(trained, inRoot('runs'));
    const verified = await verifyOne();

    const made = madeBefore(
      inRoot('runs', 'made.json'),
      [inRoot('dist'), inRoot('data'), inRoot('package-lock.json')],
      [process.version, engine.name],
    );
    const stale = (path: string) => anew === true || !made.has(path);
    const notebooks = allNotebooks();
    const toRun = notebooks.filter(stale);
    const problems = toRun.length > 0 ? await runNotebooks(toRun) : [];
    for (const path of toRun) if (!problems.some((problem) => problem.startsWith(`${path}:`))) made.note(path);
    const figures = inRoot('figures');
    const drawn = stale(figures);
    if (drawn) {
      await writeFigures(allFigures(), figures);
      await writePage(figures, allFigures(), theorems);
      made.note(figures);
    }

    const failures = [
      ...broken.map((name) => `the check of "${name}" failed: npx dice-workbook theorems`),
      ...(verified?.near === false ? [`the stored run ${verified.stored.key}: ${verified.text}`] : []),
      ...problems,
    ];
    const kept = notebooks.length - toRun.length;
    const anyway = 'npm start -- --anew makes them again';
    process.stdout.write(
      [
        '',
        `Theorems: ${theorems.length - broken.length} of ${theorems.length} hold (npx dice-workbook theorems tells more)`,
        ...theoremTable(theorems),
        '',
        comparisonTable(trained.comparison),
        '',
        ...(verified ? [`A stored run of the six-task comparison, trained again: ${verified.text}`, ''] : []),
        'Where to look',
        `  figures/index.html  every figure and theorem, interactive; bounds and results to explore`,
        `  ${relative(
          ROOT,
          comparison.find((file) => file.endsWith('.svg'))!,
        )}  the comparison above`,
        `  notebooks/  ${notebooks.length} notebooks, ${toRun.length} run just now; README.md tells how to open them in JupyterLab`,
        `  README.md  what can be typed next`,
        '',
        ...(kept > 0 || !drawn
          ? [
              `Left as an earlier start made them from the same code and data: ${[...(kept > 0 ? [`${kept} notebooks`] : []), ...(drawn ? [] : ['the figures'])].join(' and ')}; ${anyway}.`,
            ]
          : []),
        ...failures.map((failure) => `FAILED ${failure}\n`),
        `${failures.length === 0 ? 'All done' : 'Done, with failures,'} in ${duration((performance.now() - start) / 1000)} on the ${engine.name} engine.`,
        '',
      ].join('\n'),
    );
    return failures.length === 0 ? 0 : 1;
  },
};

/** The small comparison, trained now: nothing is read from an earlier start. */
async function trainLive(): ReturnType<typeof smallComparison> {
  const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-start-'));
  try {
    return await smallComparison({ store: runStore(folder) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One committed run, trained again. */
async function verifyOne() {
  const synthetic = committedRuns('dice-losses').runs.filter(({ recipe }) => 'synthetic' in recipe.data);
  const [verified] = await verifyRuns(sampleRuns(synthetic, 1));
  return verified;
}

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
