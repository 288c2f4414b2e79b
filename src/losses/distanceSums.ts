import type * as tf from '@tensorflow/tfjs';
import { checkCall, shared } from './lossOptions.js';
import { extended, oneOf, type OptionsOf } from './option.js';
import { regionLoss, type Region } from './regionLoss.js';

export const SOFT_LABEL_OPTIONS = extended(
  {
    /** Which of the two published forms, 1 or 2; they agree on hard labels. Default 1. */
    variant: oneOf(1, 2),
  },
  shared('per', 'epsilon', 'empty', 'classWeights', 'background', 'overlapping'),
);
export type SoftLabelLossOptions = OptionsOf<typeof SOFT_LABEL_OPTIONS>;

/**
 * How often the score counts each sum, above and below its fraction: of labels and probabilities together, of their
 * products, of `|y - p|`.
 */
export interface Fraction {
  above: { sizes: number; intersection: number; distance: number };
  below: { sizes: number; intersection: number; distance: number };
}

/**
 * One minus a fraction of `sum(y) + sum(p)`, `sum(y*p)` and `sum|y - p|` per region: the forms whose minimum lies at `p
 * = y` for soft labels too.
 */
export function distanceSums(
  name: string,
  labels: tf.Tensor,
  probabilities: tf.Tensor,
  options: SoftLabelLossOptions,
  variants: Record<1 | 2, Fraction>,
): tf.Scalar {
  const settled = checkCall(name, labels, probabilities, options, SOFT_LABEL_OPTIONS);
  const { variant, epsilon, empty, ...common } = settled;
  const fraction = variants[variant];
  return regionLoss(name, labels, probabilities, common, { predictions: 'probabilities' }, value);

  function value({ labels: y, predictions: p, weights, gradient }: Region): number | undefined {
    let labelled = 0;
    let predicted = 0;
    let intersection = 0;
    let distance = 0;
    for (let i = 0; i < y.length; i++) {
      const w = weights ? weights[i]! : 1;
      labelled += w * y[i]!;
      predicted += w * p[i]!;
      intersection += w * y[i]! * p[i]!;
      distance += w * Math.abs(y[i]! - p[i]!);
    }
    if (labelled === 0 && empty !== 'one') return empty === 'skip' ? undefined : 1;
    const part = (of: Fraction['above']) =>
      of.sizes * (labelled + predicted) + of.intersection * intersection + of.distance * distance + epsilon;
    const [above, below] = [part(fraction.above), part(fraction.below)];
    if (below === 0) return 0;
    const slope = (key: keyof Fraction['above']) =>
      (fraction.below[key] * above - fraction.above[key] * below) / below ** 2;
    const [bySizes, byIntersection, byDistance] = [slope('sizes'), slope('intersection'), slope('distance')];
    for (let i = 0; i < y.length; i++) {
      const slopeOfPixel = bySizes + byIntersection * y[i]! + byDistance * Math.sign(p[i]! - y[i]!);
      gradient[i] = (weights ? weights[i]! : 1) * slopeOfPixel;
    }
    return 1 - above / below;
  }
}
