import { largestDifference } from '../theory/index.js';
import { medianMs } from './medianMs.js';

/** Exact enumeration, under the key of the reference benchmark: the reference uses floats, this integers. */
export const work: Record<string, () => Promise<number>> = {
  enumerate_counts_200: () => medianMs(() => largestDifference(200), 5, 3),
};
