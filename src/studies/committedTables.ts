import { UserError } from '../userError.js';
import { comparedRuns, committedStudyRuns } from './figures/resultFigure.js';
import { HYPOTHESES, judgeAll, type HypothesisVerdict } from './hypotheses/index.js';
import type { ResultTable } from './tables/resultTable.js';
import { tableMakers } from './tables/resultTables.js';

/** What the committed runs say of one hypothesis. Throws a UserError that lists them where there is none of that id. */
export function committedVerdict(id: string): HypothesisVerdict {
  const found = HYPOTHESES.find((one) => one.id === id);
  if (!found)
    throw new UserError(`there is no hypothesis '${id}'. Hypotheses: ${HYPOTHESES.map((one) => one.id).join(', ')}.`);
  return found.judge(comparedRuns());
}

/**
 * One table of the committed runs by its id: `core-synthetic`, `weights-synthetic`. Where its runs are not all there, a
 * table that says so.
 */
export function committedTable(id: string): ResultTable {
  const verdicts = () => judgeAll(comparedRuns());
  const maker = tableMakers(verdicts, committedStudyRuns).find((one) => one.id === id);
  return (
    maker?.make() ?? {
      id,
      title: id,
      caption: `Not all runs of ${id} are there yet.`,
      columns: [{ key: 'missing', heading: 'runs' }],
      rows: [{ missing: 'not all there yet' }],
    }
  );
}
