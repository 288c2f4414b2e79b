import { signedText } from '../decimalText.js';
import { compareMethods, unitScores, type MethodDifference, type UnitScores } from '../evaluation/index.js';
import { align } from '../studies/index.js';
import type { Regime } from './findNetworks.js';
import type { Replication } from './replicate.js';

const MEASURES = ['dice', 'jaccard'] as const;
type Measure = (typeof MEASURES)[number];

/** Scores of one regime, NaN for a case without a target. */
export interface RegimeScores {
  regime: Regime;
  cases: UnitScores[];
}

/** The regimes compared, over the cases with a target. */
export interface ReplicationComparison {
  scores: RegimeScores[];
  /** Cases with a target. */
  scored: number;
  differences: Record<Measure, MethodDifference[]>;
  best: Record<Measure, string[]>;
}

/**
 * Dice and Jaccard of every case and regime, and the differences of all pairs with the statistics of `compareMethods`.
 * Cases without a target have no score and are told apart. With fewer than two scored cases or regimes nothing is
 * compared.
 */
export function compareRegimes({ regimes, cases }: Replication): ReplicationComparison {
  const scores = regimes.map((regime) => ({
    regime,
    cases: unitScores(
      cases.flatMap(({ id, patient, counts }) => {
        const counted = counts[regime];
        return counted ? [{ id, patient, counts: [counted] }] : [];
      }),
      { per: 'image' },
    ),
  }));
  const withTarget = (rows: readonly UnitScores[]) => rows.filter(({ emptyClasses }) => emptyClasses === 0);
  const scored = withTarget(scores[0]?.cases ?? []).length;
  const compare = (measure: Measure) => {
    if (scored < 2 || regimes.length < 2) return { pairs: [], best: [] };
    const rows = scores.map(({ regime, cases: all }) => [regime, withTarget(all).map((row) => row[measure])]);
    return compareMethods(Object.fromEntries(rows) as Record<string, number[]>);
  };
  const [dice, jaccard] = [compare('dice'), compare('jaccard')];
  return {
    scores,
    scored,
    differences: { dice: dice.pairs, jaccard: jaccard.pairs },
    best: { dice: dice.best, jaccard: jaccard.best },
  };
}

/** The comparison as lines of text. */
export function replicationTable(replication: Replication): string {
  const { provenance, kept, folds, cases, notes } = replication;
  const { scores, scored, differences, best } = compareRegimes(replication);
  const rows = scores.flatMap(({ regime, cases: all }) =>
    MEASURES.map((measure) => [
      measure === 'dice' ? regime : '',
      measure === 'dice' ? 'Dice' : 'Jaccard',
      mean(all.map((row) => row[measure])),
      ...folds.map((fold) => mean(all.filter((_, i) => cases[i]?.fold === fold).map((row) => row[measure]))),
      measure === 'dice' ? String(all.filter(({ predictedPixels }) => predictedPixels === 0).length) : '',
      best[measure].includes(regime) ? 'best' : '',
    ]),
  );
  const pairs = MEASURES.flatMap((measure) =>
    differences[measure].map((d) => [
      measure === 'dice' ? 'Dice' : 'Jaccard',
      `${d.method} − ${d.baseline}`,
      `${signedText(d.mean)} [${signedText(d.lower)}, ${signedText(d.upper)}]`,
      d.pHolm.toFixed(4),
      d.dz.toFixed(2),
      d.verdict,
    ]),
  );
  return [
    `The authors' networks for ISLES 2018 (${kept === 'final' ? 'the last of each training' : 'the best by its own criterion'}), ${provenance}`,
    `${cases.length} cases, each by the networks that had not seen it; scored per volume at 2 mm`,
    '',
    ...align([
      [
        'training',
        'measure',
        'mean',
        ...folds.map((fold) => `fold ${fold}`),
        'says nothing',
        'not worse than the best',
      ],
      ...rows,
    ]),
    '',
    ...(pairs.length > 0
      ? [...align([['measure', 'pair', 'difference [95 %]', 'p (Holm)', 'dz', 'verdict'], ...pairs]), '']
      : []),
    `Means are of the ${scored} case(s) with a target.${scored < cases.length ? ` ${cases.length - scored} without one have no score.` : ''}`,
    'Intervals: paired bootstrap over cases, of which some may be two slabs of one patient; a tie lies within ±.01.',
    ...(scored < 10 ? ['Fewer than 10 cases: the intervals are not to be trusted.'] : []),
    ...notes.map((note) => `Note: ${note}.`),
  ].join('\n');
}

/** The mean of those that are numbers. */
function mean(values: readonly number[]): string {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length > 0 ? (known.reduce((sum, value) => sum + value, 0) / known.length).toFixed(3) : '';
}
