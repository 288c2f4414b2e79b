import { committedRuns } from './committedRuns.js';
import { judgeAll, type HypothesisVerdict } from './hypotheses/index.js';
import { committedStudyRuns } from './figures/resultFigure.js';
import type { ResultTable } from './tables/resultTable.js';
import { resultTables } from './tables/resultTables.js';

let made: { verdicts: HypothesisVerdict[]; tables: ResultTable[] } | undefined;

/** The verdicts and tables of the committed runs; some seconds of resampling, made once a process. */
export function committedTables(): { verdicts: HypothesisVerdict[]; tables: ResultTable[] } {
  if (made) return made;
  const verdicts = judgeAll(committedRuns('dice-losses').runs);
  return (made = { verdicts, tables: resultTables(verdicts, committedStudyRuns) });
}

/**
 * One table of the committed runs by its id: `core-synthetic`, `weights-synthetic`. Where its runs are not all there yet,
 * a table that says so.
 */
export function committedTable(id: string): ResultTable {
  return (
    committedTables().tables.find((table) => table.id === id) ?? {
      id,
      title: id,
      caption: `Not all runs of ${id} are there yet.`,
      columns: [{ key: 'missing', heading: 'runs' }],
      rows: [{ missing: 'not all there yet' }],
    }
  );
}
