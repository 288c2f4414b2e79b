import type { Counts } from '../../overlap/index.js';
import type { Value } from './valueAt.js';

/** A concrete pair of masks by its counts (`masksWithCounts` makes the masks), and what the two measures are on it. */
export interface Witness extends Counts<bigint> {
  a: Value;
  b: Value;
  /**
   * |a − b| for the absolute error, the larger of a/b and b/a minus 1 for the relative one; 'infinite' where one of the
   * two is zero.
   */
  error: Value | 'infinite';
}

/** A rigorous enclosure `lower ≤ error ≤ upper` of the largest error over all pairs of masks of all sizes. */
export interface ErrorBound {
  lower: number;
  upper: number;
  /**
   * Attains the lower end; for an infinite error a pair with an infinite error or the last one of a family whose error
   * grows without end.
   */
  witness: Witness;
  /** Where the error is infinite: the masks that show it. */
  family?: { description: string; members: Witness[] };
}
