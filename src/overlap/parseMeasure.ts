import { dice } from './dice.js';
import { jaccard } from './jaccard.js';
import type { Measure } from './measure.js';
import { accuracy, balancedAccuracy, kappa, matthews, precision, recall, specificity } from './rates.js';
import { readParameters } from './readParameters.js';
import { shown } from './shown.js';
import { fMeasure, tversky } from './tversky.js';
import { pixelWeightedHamming, weightedHamming } from './weightedHamming.js';

/** A measure that takes weights; all of them, or where there is a `plain` form none. */
interface Kind {
  weights: readonly string[];
  make?(weights: Readonly<Record<string, string>>): Measure;
  plain?: Measure;
}

const KINDS: Record<string, Kind> = {
  dice: { weights: [], plain: dice },
  jaccard: { weights: [], plain: jaccard },
  accuracy: { weights: [], plain: accuracy },
  precision: { weights: [], plain: precision },
  recall: { weights: [], plain: recall },
  sensitivity: { weights: [], plain: recall },
  specificity: { weights: [], plain: specificity },
  'balanced-accuracy': { weights: [], plain: balancedAccuracy },
  matthews: { weights: [], plain: matthews },
  kappa: { weights: [], plain: kappa },
  tversky: { weights: ['alpha', 'beta'], make: ({ alpha = '', beta = '' }) => tversky({ alpha, beta }) },
  f: { weights: ['b'], make: ({ b = '' }) => fMeasure(b) },
  hamming: { weights: ['gamma'], make: ({ gamma = '' }) => weightedHamming(gamma), plain: accuracy },
  'hamming-w': { weights: ['weight'], make: ({ weight = '' }) => pixelWeightedHamming(weight) },
};

const LONGEST = 100;

/** Every way to name a measure, for help and error messages. */
export const measureNames: string[] = Object.entries(KINDS).map(([name, { weights }]) => usage(name, weights));

/**
 * Reads a measure as the command line names it: `dice`, `tversky:0.3,0.7`, `tversky:alpha=0.3,beta=0.7`, `f:2`,
 * `hamming:0.5`. Weights are exact decimals or fractions of at most 100 digits.
 *
 * @throws RangeError where the name is unknown or the weights do not fit.
 */
export function parseMeasure(text: string): Measure {
  const kindOf = (name: string): Kind => {
    const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
    if (!kind) throw new RangeError(`unknown measure ${shown(text)}. Measures: ${measureNames.join(', ')}.`);
    return kind;
  };
  const { name, parameters } = readParameters(text, (found) => {
    const { weights } = kindOf(found);
    return { positional: weights, known: weights };
  });
  const { weights, make, plain } = kindOf(name);
  if (plain && Object.keys(parameters).length === 0) return plain;
  const missing = weights.find((weight) => parameters[weight] === undefined);
  if (!make || missing !== undefined)
    throw new RangeError(`'${text}' lacks ${missing}: the measure is ${usage(name, weights)}.`);
  for (const weight of weights) refuseLong(weight, parameters[weight] ?? '');
  return make(parameters);
}

/** A weight of hundreds of digits costs minutes, and nobody can read the answer. */
function refuseLong(name: string, text: string): void {
  // What is no number at all is told by who takes the weight.
  const exponent = /[eE]([+-]?\d+)\s*$/.exec(text)?.[1] ?? '0';
  if (text.length > LONGEST || Math.abs(Number(exponent)) >= LONGEST)
    throw new RangeError(
      `${name} must be a number of at most ${LONGEST} digits, such as 0.3 or 1e-9; got '${text.slice(0, 40)}${text.length > 40 ? '…' : ''}'.`,
    );
}

function usage(name: string, weights: readonly string[]): string {
  return weights.length === 0 ? name : `${name}:${weights.join(',')}`;
}
