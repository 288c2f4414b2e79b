import { armOf } from './compareLosses.js';

/** A loss of the paper's comparison, or one that people ask for beside it. */
export interface ComparedLoss {
  /** The arm's name, and the spec it is trained with. */
  loss: string;
  title: string;
  /** For axes with little room. */
  short: string;
  /** Made for Dice or Jaccard; else a cross-entropy. */
  metricSensitive: boolean;
}

function named(spec: string, title: string, short: string, metricSensitive: boolean): ComparedLoss {
  return { loss: armOf(spec).id, title, short, metricSensitive };
}

/** The losses that are compared on every task; the first is the one the others are compared with. */
export const COMPARED_LOSSES: readonly ComparedLoss[] = [
  named('crossEntropy', 'cross-entropy', 'CE', false),
  named('weightedCrossEntropy', 'weighted cross-entropy', 'wCE', false),
  named('softDice', 'soft Dice', 'Dice', true),
  named('softJaccard', 'soft Jaccard', 'Jaccard', true),
  named('softTversky:0.3,0.7', 'soft Tversky (.3, .7)', 'Tversky', true),
  named('lovaszSoftmax', 'Lovász-softmax', 'Lovász', true),
  named('softDice:squared=true', 'L2 soft Dice', 'L2 Dice', true),
  named('softDice+crossEntropy', 'soft Dice + cross-entropy', 'Dice + CE', true),
];
