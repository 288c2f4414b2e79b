import { join } from 'node:path';
import { writeWhole } from '../../writeWhole.js';
import { CORE_ARMS } from '../figures/coreComparison.js';
import type { MaterialId, StudyRuns } from '../figures/studyRuns.js';
import type { HypothesisVerdict } from '../hypotheses/index.js';
import { FEWEST_SETS } from '../rankings.js';
import { abstractTable } from './abstractTable.js';
import { armsOfPart, armsTable, SWEPT_PARTS } from './armsTable.js';
import { choiceTable } from './choiceTable.js';
import { coreTable, pairsTable } from './coreTable.js';
import { ranksTable } from './ranksTable.js';
import type { ResultTable } from './resultTable.js';
import { thresholdsTable } from './thresholdsTable.js';
import { verdictTable, verdictTaskTable } from './verdictTables.js';
import { tableCsv, tableLatex, tableMarkdown } from './writeTable.js';

/** A table by its id, made when it is asked for: some take seconds of resampling. */
export interface TableMaker {
  id: string;
  make(): ResultTable;
}

/** Every table of the comparison that runs allow to make. */
export function tableMakers(
  verdicts: () => readonly HypothesisVerdict[],
  runsOf: (material: MaterialId) => StudyRuns,
): TableMaker[] {
  const synthetic = runsOf('synthetic');
  const swept = SWEPT_PARTS.filter((part) => synthetic.missing(armsOfPart(part)).length === 0);
  return [
    { id: 'verdicts-synthetic', make: () => verdictTable(verdicts()) },
    { id: 'verdicts-by-task-synthetic', make: () => verdictTaskTable(verdicts()) },
    { id: 'abstract-synthetic', make: () => abstractTable(verdicts(), synthetic) },
    ...choiceMakers([synthetic, runsOf('real').having(CORE_ARMS)]),
    ...coreMakers(synthetic),
    ...swept.map((part) => ({ id: `${part}-synthetic`, make: () => armsTable(synthetic, part) })),
    ...coreMakers(runsOf('several-classes-synthetic')),
    ...coreMakers(runsOf('real').having(CORE_ARMS)),
  ];
}

/** All of them made. */
export const resultTables = (
  verdicts: readonly HypothesisVerdict[],
  runsOf: (material: MaterialId) => StudyRuns,
): ResultTable[] => tableMakers(() => verdicts, runsOf).map(({ make }) => make());

function choiceMakers(materials: readonly StudyRuns[]): TableMaker[] {
  const whole = materials.filter((runs) => runs.sets.length > 0 && runs.missing(CORE_ARMS).length === 0);
  return whole.length === 0 ? [] : [{ id: 'choice', make: () => choiceTable(whole) }];
}

function coreMakers(runs: StudyRuns): TableMaker[] {
  if (runs.sets.length === 0 || runs.missing(CORE_ARMS).length > 0) return [];
  const named = (name: string, make: (of: StudyRuns) => ResultTable): TableMaker => ({
    id: `${name}-${runs.material}`,
    make: () => make(runs),
  });
  return [
    named('core', coreTable),
    named('pairs', pairsTable),
    ...(runs.sets.length >= FEWEST_SETS ? [named('ranks', ranksTable)] : []),
    // Thresholds are of one class.
    ...(runs.material === 'several-classes-synthetic' ? [] : [named('thresholds', thresholdsTable)]),
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
