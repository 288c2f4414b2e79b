import { MEASURES } from '../comparison.js';
import { CORE } from '../diceLossArms.js';
import { comparisonsOf, type Compared } from '../figures/coreComparison.js';
import type { StudyRuns } from '../figures/studyRuns.js';
import type { HypothesisVerdict } from '../hypotheses/index.js';
import type { ResultTable } from './resultTable.js';

/** What the abstract of the paper says, in words of our own, and the hypothesis that stands for it. */
const SAYS: readonly { id: string; says: string }[] = [
  {
    id: 'H1',
    says: 'Losses made for Dice or Jaccard beat cross-entropy, weighted or not, when Dice or Jaccard is measured.',
  },
  { id: 'H2', says: 'Losses made for Dice and for Jaccard do not differ among each other.' },
  { id: 'H3', says: 'No weighting of cross-entropy suits all tasks.' },
  { id: 'H4', says: 'Tversky gets worse the further its weights lie from those of Dice.' },
  { id: 'H5', says: 'All this holds with several classes too.' },
  { id: 'H6', says: 'And for small targets as for large ones.' },
  { id: 'H7', says: '(ours) What is won can be predicted from the probabilities of the cross-entropy network.' },
  { id: 'H8', says: '(ours) A tuned threshold wins as much.' },
];

/** The paper's abstract beside what the runs show: the README's table, made of the registry and of results alone. */
export function abstractTable(verdicts: readonly HypothesisVerdict[], runs: StudyRuns): ResultTable {
  return {
    id: 'abstract-synthetic',
    title: 'The abstract and the runs',
    caption: 'Synthetic images; the rules of the verdicts are those of data/protocol.md.',
    columns: [
      { key: 'says', heading: 'what the paper’s abstract says' },
      { key: 'shows', heading: 'what the runs show (synthetic images)' },
      { key: 'verdict', heading: 'verdict' },
    ],
    rows: SAYS.flatMap(({ id, says }) => {
      const found = verdicts.find((one) => one.id === id);
      if (!found) return [];
      const { verdict, summary } = found;
      const beside = id === 'H1' && runs.missing(CORE_NEEDS).length === 0 ? `; ${core(comparisonsOf(runs))}` : '';
      return [{ says, shows: `${id}: ${summary}${beside}`, verdict }];
    }),
    bold: (_, key) => key === 'verdict',
  };
}

const CORE_NEEDS = CORE.map(({ id }) => id);

/** Of the core alone: where soft Dice and soft Jaccard are decided above cross-entropy, and where below. */
function core(comparisons: readonly Compared[]): string {
  const where = (verdict: string) =>
    comparisons
      .filter(({ differences }) =>
        MEASURES.every((measure) =>
          ['softDice', 'softJaccard'].every((loss) =>
            differences[measure].some(
              (one) => one.method === loss && one.baseline === 'crossEntropy' && one.verdict === verdict,
            ),
          ),
        ),
      )
      .map(({ set }) => set);
  const [above, below] = [where('greater'), where('less')];
  const listed = (sets: readonly string[]) => (sets.length > 0 ? sets.join(', ') : 'none');
  return `soft Dice and soft Jaccard both greater than plain cross-entropy on ${listed(above)}, both less on ${listed(below)}`;
}
