import { CORE } from '../diceLossArms.js';
import { comparisonsOf } from '../figures/coreComparison.js';
import { materialSentences } from '../figures/resultFigure.js';
import type { StudyRuns } from '../figures/studyRuns.js';
import { MEASURES } from '../comparison.js';
import type { ResultTable } from './resultTable.js';

/** The table of the paper: a loss a line, Dice and Jaccard of each task, and the group of the best in bold. */
export function coreTable(runs: StudyRuns): ResultTable {
  const comparisons = comparisonsOf(runs);
  const cells = comparisons.flatMap(({ set }) =>
    MEASURES.map((measure) => ({ set, measure, key: `${set} ${measure}` })),
  );
  return {
    id: `core-${runs.material}`,
    title: 'Mean Dice and Jaccard by loss',
    caption:
      `Means over held-out units with a target, five folds. Bold: the losses not significantly below the best of the column (paired bootstrap of patients, 10 000 resamples, Holm over all pairs, ` +
      `p at most .05). A loss with a collapsed run has the mean of its other runs, is never bold, and is told with their number. ${materialSentences(runs)}`,
    columns: [
      { key: 'loss', heading: 'loss' },
      ...cells.map(({ set, measure, key }) => ({ key, heading: `${set} ${measure === 'dice' ? 'Dice' : 'Jaccard'}` })),
      { key: 'collapsed', heading: 'collapsed runs', decimals: 0 },
    ],
    rows: CORE.map(({ id, title }) => {
      const arms = comparisons.map(({ set, arms: all }) => ({ set, arm: all.find(({ arm }) => arm === id) }));
      return {
        id,
        loss: title,
        ...Object.fromEntries(
          cells.map(({ set, measure, key }) => [key, arms.find((one) => one.set === set)?.arm?.[measure]]),
        ),
        collapsed: arms.reduce((sum, { arm }) => sum + (arm?.collapsed ?? 0), 0),
      };
    }),
    bold(row, key) {
      const cell = cells.find((one) => one.key === key);
      const best = comparisons.find(({ set }) => set === cell?.set)?.best;
      return cell !== undefined && (best?.[cell.measure].includes(String(row.id)) ?? false);
    },
  };
}

/** Every pair of losses on every task, with interval, corrected p and effect sizes. */
export function pairsTable(runs: StudyRuns): ResultTable {
  const titles = new Map(CORE.map(({ id, title }) => [id, title]));
  return {
    id: `pairs-${runs.material}`,
    title: 'Paired differences of all losses',
    caption:
      'Mean difference of the first loss minus the second with its 95 % interval (paired bootstrap of patients, 10 000 resamples), p after Holm over all pairs of a task and measure, Cohen’s d_z and the probability of superiority ' +
      `over patients, and the verdict: greater or less beyond .01, tie within ±.01. Pairs with a collapsed run are not compared. ${materialSentences(runs)}`,
    columns: [
      { key: 'task', heading: 'task' },
      { key: 'measure', heading: 'measure' },
      { key: 'first', heading: 'loss' },
      { key: 'second', heading: 'minus' },
      { key: 'mean', heading: 'difference', signed: true },
      { key: 'lower', heading: '2.5 %', signed: true },
      { key: 'upper', heading: '97.5 %', signed: true },
      { key: 'pHolm', heading: 'p (Holm)', decimals: 4 },
      { key: 'dz', heading: 'd_z', decimals: 2, signed: true },
      { key: 'superiority', heading: 'superiority', decimals: 2 },
      { key: 'units', heading: 'n', decimals: 0 },
      { key: 'patients', heading: 'patients', decimals: 0 },
      { key: 'verdict', heading: 'verdict' },
    ],
    rows: comparisonsOf(runs).flatMap(({ set, differences }) =>
      MEASURES.flatMap((measure) =>
        differences[measure].map(({ method, baseline, images, units, ...rest }) => ({
          ...rest,
          task: set,
          measure: measure === 'dice' ? 'Dice' : 'Jaccard',
          first: titles.get(method),
          second: titles.get(baseline),
          units: images,
          patients: units,
        })),
      ),
    ),
  };
}
