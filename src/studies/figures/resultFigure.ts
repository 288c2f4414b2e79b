import type { Figure } from '../../figures/index.js';
import { TASK_IDS, TASKS } from '../../tasks/index.js';
import { committedRuns } from '../committedRuns.js';
import { syntheticRuns, type SyntheticRuns } from './syntheticRuns.js';

/** A figure of the committed runs. */
export interface ResultFigure<Row extends Record<string, unknown>> extends Figure<Row> {
  /** The arms that it needs on every task. */
  arms: readonly string[];
  /** Its rows from runs, whoever trained them. Throws a UserError that names an arm of which a run is missing. */
  rowsOf(runs: SyntheticRuns): Row[];
}

/** A figure whose rows come from the runs of data/results/dice-losses. */
export function resultFigure<Row extends Record<string, unknown>>(
  parts: Omit<ResultFigure<Row>, 'rows' | 'evidence'>,
): ResultFigure<Row> {
  return { ...parts, evidence: ['trained', 'synthetic'], rows: () => parts.rowsOf(committedSyntheticRuns()) };
}

let committed: SyntheticRuns | undefined;

/** Read once a process: every line is hashed when it is read. */
export function committedSyntheticRuns(): SyntheticRuns {
  return (committed ??= syntheticRuns(committedRuns('dice-losses').runs));
}

const patients = TASK_IDS.map((task) => `${TASKS[task].patients} (${task})`);

/** The last sentences of a caption: on what a figure stands. */
export const MATERIAL =
  `Synthetic images of ${patients.slice(0, -1).join(', ')} and ${patients.at(-1)} patients. A unit is a patient, or an image on mo17 ` +
  'and po18; n: the held-out units with a target, each scored by a network that has not seen its patient.';
