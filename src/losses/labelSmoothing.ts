import { LIKELIHOOD_OPTIONS } from './likelihoodLoss.js';
import { extended, number, type OptionsOf } from './option.js';

export const CROSS_ENTROPY_OPTIONS = extended(
  {
    /**
     * The part of each label that is spread evenly over the classes (background and foreground of one channel, or of
     * each region that may overlap), in [0, 1]. Default 0.
     */
    labelSmoothing: number({ most: 1, fallback: 0 }),
  },
  LIKELIHOOD_OPTIONS,
);
export type CrossEntropyOptions = OptionsOf<typeof CROSS_ENTROPY_OPTIONS>;

/** A label becomes `keep*label + add`. */
export interface Smoothing {
  keep: number;
  add: number;
}

/** `(1 - s)*y + s/K` for the smoothing s and K classes. */
export function smoothingOf(labelSmoothing: number, classes: number): Smoothing {
  return { keep: 1 - labelSmoothing, add: labelSmoothing / classes };
}
