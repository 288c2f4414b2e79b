import type { FoldScores } from './comparison.js';

/** One image scored by one network. */
export interface ScoreRow {
  loss: string;
  fold: number;
  dice: number;
  jaccard: number;
}

/** Mean scores by loss, and by loss and fold, in the order in which they first stand in `rows`. */
export async function meanScores(
  rows: ScoreRow[],
): Promise<{ byLoss: Omit<FoldScores, 'fold'>[]; byFold: FoldScores[] }> {
  // Loaded here, for it takes a second that other commands need not wait for.
  const { DataFrame, toJSON } = await import('danfojs-node');
  const frame = new DataFrame(rows);
  const means = (columns: string[]) => {
    const grouped = frame.groupby(columns).agg({ dice: 'mean', jaccard: 'mean' });
    return (toJSON(grouped) as Record<string, string | number>[]).map(
      ({ dice_mean: dice, jaccard_mean: jaccard, ...group }) => ({ ...group, dice, jaccard }),
    );
  };
  return {
    byLoss: means(['loss']) as Omit<FoldScores, 'fold'>[],
    byFold: means(['loss', 'fold']) as unknown as FoldScores[],
  };
}
