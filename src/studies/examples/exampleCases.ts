import { unitScores, type ImageResult } from '../../evaluation/index.js';
import type { StoredRun } from '../../runs/index.js';

export const RANKS = ['best', 'median', 'worst'] as const;
export type Rank = (typeof RANKS)[number];

/** The images of one class that stand for a run: of the largest, the middle and the smallest Dice among those with a target. */
export function exampleCases({
  images,
}: Pick<StoredRun, 'images'>): { rank: Rank; image: ImageResult; dice: number }[] {
  const scored = images
    .flatMap((image) => unitScores([image], { per: 'image' }).map(({ dice }) => ({ image, dice })))
    .filter(({ dice }) => !Number.isNaN(dice))
    // By name where Dice is equal, so that the choice does not depend on the order of the images.
    .sort((a, b) => b.dice - a.dice || (a.image.id < b.image.id ? -1 : 1));
  const at = [0, Math.floor(scored.length / 2), scored.length - 1];
  return RANKS.flatMap((rank, k) => {
    const found = scored[at[k] ?? 0];
    return found ? [{ rank, ...found }] : [];
  });
}
