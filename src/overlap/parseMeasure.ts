import { dice } from './dice.js';
import { jaccard } from './jaccard.js';
import type { Measure } from './measure.js';
import { accuracy, balancedAccuracy, kappa, matthews, precision, recall, specificity } from './rates.js';
import { fMeasure, tversky } from './tversky.js';
import { pixelWeightedHamming, weightedHamming } from './weightedHamming.js';

const plain: Record<string, Measure> = {
  dice,
  jaccard,
  accuracy,
  hamming: accuracy,
  precision,
  recall,
  sensitivity: recall,
  specificity,
  'balanced-accuracy': balancedAccuracy,
  matthews,
  kappa,
};

const weighted: Record<string, { usage: string; make: (weights: string[]) => Measure; weights: number }> = {
  tversky: {
    usage: 'tversky:alpha,beta',
    weights: 2,
    make: ([alpha, beta]) => tversky({ alpha: alpha!, beta: beta! }),
  },
  f: { usage: 'f:b', weights: 1, make: ([b]) => fMeasure(b!) },
  hamming: { usage: 'hamming:gamma', weights: 1, make: ([gamma]) => weightedHamming(gamma!) },
  'hamming-w': { usage: 'hamming-w:weight', weights: 1, make: ([weight]) => pixelWeightedHamming(weight!) },
};

/** Every way to name a measure, for help and error messages. */
export const measureNames: string[] = [
  ...Object.keys(plain).filter((name) => name !== 'hamming'),
  ...Object.values(weighted).map(({ usage }) => usage),
];

/**
 * Reads a measure as the command line names it: `dice`, `tversky:0.3,0.7`, `f:2`, `hamming:0.5`. Weights are exact
 * decimals or fractions.
 *
 * @throws RangeError where the name is unknown or the weights do not fit.
 */
export function parseMeasure(text: string): Measure {
  const [name = '', list] = text.split(':', 2);
  if (list === undefined) {
    const found = Object.hasOwn(plain, name) ? plain[name] : undefined;
    if (found) return found;
  }
  const kind = Object.hasOwn(weighted, name) ? weighted[name] : undefined;
  if (!kind || list === undefined)
    throw new RangeError(`unknown measure '${text}'. Measures: ${measureNames.join(', ')}.`);
  const weights = list.split(',');
  if (weights.length !== kind.weights)
    throw new RangeError(
      `'${text}' has ${weights.length} weight(s), but ${kind.usage} takes ${kind.weights}. Example: tversky:0.3,0.7.`,
    );
  return kind.make(weights);
}
