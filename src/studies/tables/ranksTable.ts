import { CORE } from '../diceLossArms.js';
import { materialSentences } from '../figures/resultFigure.js';
import type { StudyRuns } from '../figures/studyRuns.js';
import { coreRanking } from '../rankings.js';
import type { ResultTable } from './resultTable.js';

/** Ranks of the losses on each task and over tasks, with how firmly they stand. */
export function ranksTable(runs: StudyRuns): ResultTable {
  const { ranking, friedman, criticalDifference, sets, leftOut } = coreRanking(runs);
  const titles = new Map(CORE.map(({ id, title }) => [id, title]));
  return {
    id: `ranks-${runs.material}`,
    title: 'Ranks by mean Dice',
    caption:
      `Rank on each task, 1 is best, and their mean with its 95 % interval and the share of 2000 bootstrap samples (patients drawn in every task) in which the loss is first; Kendall’s τ between this ranking and those of the samples ` +
      `${ranking.kendallTau.toFixed(2)}. Friedman’s test over ${sets.length} tasks: χ² = ${friedman.chiSquare.toFixed(2)} with ${friedman.degrees} degrees of freedom, p = ${friedman.p.toPrecision(2)}; Iman and Davenport’s F = ${friedman.f.toFixed(2)}, ` +
      `p = ${friedman.pF.toPrecision(2)}. Critical difference of mean ranks at 5 %: ${criticalDifference.toFixed(2)}. ` +
      (leftOut.length > 0
        ? `Without rank, for a run collapsed: ${leftOut.map((id) => titles.get(id)).join(', ')}. `
        : '') +
      materialSentences(runs),
    columns: [
      { key: 'loss', heading: 'loss' },
      ...sets.map((set) => ({ key: set, heading: set, decimals: 1 })),
      { key: 'meanRank', heading: 'mean rank', decimals: 2 },
      { key: 'lower', heading: '2.5 %', decimals: 2 },
      { key: 'upper', heading: '97.5 %', decimals: 2 },
      { key: 'first', heading: 'first in', decimals: 2 },
    ],
    rows: ranking.methods.map(({ method, meanRank, lower, upper, ranks, atRank }) => ({
      loss: titles.get(method),
      ...ranks,
      meanRank,
      lower,
      upper,
      first: atRank[0],
    })),
  };
}
