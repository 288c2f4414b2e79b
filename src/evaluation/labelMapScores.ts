import { confusionCounts, dice, jaccard, precision, recall, type Counts, type Measure } from '../overlap/index.js';
import { UserError } from '../userError.js';
import { checkArgument } from './checkArgument.js';
import { checkValid } from './checkValid.js';
import { classMask } from './classMask.js';
import { emptyScore, type EmptyScore } from './empty.js';
import { checkLabelMaps } from './instances/matchInstances.js';
import { checkOptions, isRecord, shown } from './options.js';

export interface LabelMapOptions {
  /**
   * The regions that are scored: labels by number, or sets of labels by name, which may overlap: `{ whole: [1, 2, 4],
   * core: [1, 4] }`. Default: every label but 0 that either map holds, in order.
   */
  regions?: readonly number[] | Readonly<Record<string, readonly number[]>>;
  /** Pixels whose reference holds one of these labels do not count. Default none. */
  ignore?: readonly number[];
  /** 1 where a pixel counts, 0 where it does not; default: all count. */
  valid?: ArrayLike<number>;
  /** Score of 0/0. Default `nan`: a region that neither map holds is left out of the macro mean. */
  empty?: EmptyScore;
}

export interface OverlapScores {
  dice: number;
  jaccard: number;
  precision: number;
  sensitivity: number;
}

export interface LabelMapScores {
  /** One row a region, named by its label or its name. */
  regions: ({ region: string; counts: Counts } & OverlapScores)[];
  /** The mean over the regions that have a score: every region weighs alike. */
  macro: OverlapScores;
  /** The scores of the counts summed over the regions: large regions weigh more. */
  micro: OverlapScores;
}

/**
 * Overlap scores of a whole label map in one call: region by region, their mean (macro), and pooled (micro).
 *
 * `micro = score(Σ counts);  macro = mean over regions of score(counts)`
 *
 * Background is no region unless it is named. With `empty: 'nan'` the macro mean leaves out what is 0/0, score by
 * score.
 *
 * @param reference - a label a pixel, 0 = background
 * @param prediction - the same
 * @throws UserError for lengths that differ, labels that are no whole numbers from 0 up, regions that name no label, or
 * unknown options
 * @example
 * ```ts
 * import { labelMapScores } from 'dice-workbook/evaluation';
 * const { regions, macro, micro } = labelMapScores([0, 1, 1, 1, 2, 2], [0, 1, 1, 1, 2, 1]);
 * regions.map(({ region, dice }) => [region, dice]) // => [['1', 6 / 7], ['2', 2 / 3]]
 * macro.dice // => (6 / 7 + 2 / 3) / 2
 * micro.dice // => 0.8
 * labelMapScores([1, 2, 4], [1, 4, 0], { regions: { whole: [1, 2, 4], core: [1, 4] } }).regions[0].dice // => 0.8
 * ```
 */
export function labelMapScores(
  reference: ArrayLike<number>,
  prediction: ArrayLike<number>,
  options: LabelMapOptions = {},
): LabelMapScores {
  checkOptions('labelMapScores', options, ['regions', 'ignore', 'valid', 'empty']);
  checkLabelMaps('labelMapScores', reference, prediction);
  checkValid(options.valid, reference.length);
  const { empty = 'nan', ignore = [], valid } = options;
  const whenUndefined = emptyScore(empty);
  checkArgument(
    ...(['labelMapScores', 'ignore', ignore, 'a list of labels, whole numbers'] as const),
    Array.isArray(ignore) && ignore.every(Number.isSafeInteger),
  );
  const kept: number[] = [];
  for (let i = 0; i < reference.length; i++)
    if ((!valid || valid[i] === 1) && !ignore.includes(reference[i] ?? 0)) kept.push(i);
  const [truth, guess] = [reference, prediction].map((map) => Float64Array.from(kept, (i) => map[i] ?? 0)) as [
    Float64Array,
    Float64Array,
  ];
  const scores = (counts: Counts): OverlapScores => {
    const score = (measure: Measure) => measure(counts, { whenUndefined });
    return { dice: score(dice), jaccard: score(jaccard), precision: score(precision), sensitivity: score(recall) };
  };
  const regions = (
    options.regions === undefined ? labelsOf(truth, guess).map(labelRegion) : regionsOf(options.regions)
  ).map(({ region, labels }) => {
    const counts = confusionCounts(classMask(truth, labels), classMask(guess, labels));
    return { region, counts, ...scores(counts) };
  });
  const pooled = regions.reduce(
    (sum, { counts: { tp, fp, fn, tn } }) => ({ tp: sum.tp + tp, fp: sum.fp + fp, fn: sum.fn + fn, tn: sum.tn + tn }),
    { tp: 0, fp: 0, fn: 0, tn: 0 },
  );
  const mean = (name: keyof OverlapScores) => {
    const defined = regions.map((row) => row[name]).filter((value) => !Number.isNaN(value));
    return defined.length > 0 ? defined.reduce((sum, value) => sum + value, 0) / defined.length : whenUndefined;
  };
  return {
    regions,
    macro: {
      dice: mean('dice'),
      jaccard: mean('jaccard'),
      precision: mean('precision'),
      sensitivity: mean('sensitivity'),
    },
    micro: scores(pooled),
  };
}

function labelsOf(...maps: Float64Array[]): number[] {
  const found = new Set<number>();
  for (const map of maps) for (const label of map) if (label !== 0) found.add(label);
  return [...found].sort((a, b) => a - b);
}

interface LabelRegion {
  region: string;
  labels: readonly number[];
}

const labelRegion = (label: number): LabelRegion => ({ region: shown(label), labels: [label] });

function regionsOf(regions: NonNullable<LabelMapOptions['regions']>): LabelRegion[] {
  const list: LabelRegion[] = Array.isArray(regions)
    ? regions.map(labelRegion)
    : Object.entries(isRecord(regions) ? regions : {}).map(([region, labels]) => ({ region, labels }));
  checkArgument(
    ...(['labelMapScores', 'regions', regions, 'a list of labels, or labels by name, at least one'] as const),
    list.length > 0,
  );
  for (const { region, labels } of list)
    if (
      !Array.isArray(labels) ||
      labels.length === 0 ||
      !labels.every((label) => Number.isSafeInteger(label) && label >= 0)
    )
      throw new UserError(
        `labelMapScores: a region is a label or a list of labels, whole numbers from 0 up, and '${region}' is ${shown(labels)}.`,
      );
  return list;
}
