import { join } from 'node:path';
import { writeWhole } from '../../writeWhole.js';
import { CORE_ARMS } from '../figures/coreComparison.js';
import type { MaterialId, StudyRuns } from '../figures/studyRuns.js';
import type { HypothesisVerdict } from '../hypotheses/index.js';
import { FEWEST_SETS } from '../rankings.js';
import { abstractTable } from './abstractTable.js';
import { armsOfPart, armsTable, SWEPT_PARTS } from './armsTable.js';
import { coreTable, pairsTable } from './coreTable.js';
import { ranksTable } from './ranksTable.js';
import type { ResultTable } from './resultTable.js';
import { thresholdsTable } from './thresholdsTable.js';
import { verdictTable, verdictTaskTable } from './verdictTables.js';
import { tableCsv, tableLatex, tableMarkdown } from './writeTable.js';

/** Every table of the comparison that runs allow to make. */
export function resultTables(
  verdicts: readonly HypothesisVerdict[],
  runsOf: (material: MaterialId) => StudyRuns,
): ResultTable[] {
  const synthetic = runsOf('synthetic');
  return [
    verdictTable(verdicts),
    verdictTaskTable(verdicts),
    abstractTable(verdicts, synthetic),
    ...coreTables(synthetic),
    ...SWEPT_PARTS.flatMap((part) =>
      synthetic.missing(armsOfPart(part)).length === 0 ? [armsTable(synthetic, part)] : [],
    ),
    ...coreTables(runsOf('several-classes-synthetic')),
    ...coreTables(runsOf('real').having(CORE_ARMS)),
  ];
}

function coreTables(runs: StudyRuns): ResultTable[] {
  if (runs.sets.length === 0 || runs.missing(CORE_ARMS).length > 0) return [];
  return [
    coreTable(runs),
    pairsTable(runs),
    ...(runs.sets.length >= FEWEST_SETS ? [ranksTable(runs)] : []),
    // Thresholds are of one class.
    ...(runs.material === 'several-classes-synthetic' ? [] : [thresholdsTable(runs)]),
  ];
}

/**
 * Writes each table as `<id>.md`, `<id>.csv` and `<id>.tex`.
 *
 * @returns the paths written
 */
export function writeTables(tables: readonly ResultTable[], folder: string): string[] {
  return tables.flatMap((table) => [
    writeWhole(join(folder, `${table.id}.md`), tableMarkdown(table)),
    writeWhole(join(folder, `${table.id}.csv`), tableCsv(table)),
    writeWhole(join(folder, `${table.id}.tex`), tableLatex(table)),
  ]);
}
