import { armOf } from './compareLosses.js';

/** A loss of the paper's comparison, or one that people ask for beside it. */
export interface ComparedLoss {
  /** The arm's name, and the spec it is trained with. */
  loss: string;
  title: string;
  /** Made for Dice or Jaccard; else a cross-entropy. */
  metricSensitive: boolean;
}

function named(spec: string, metricSensitive: boolean): ComparedLoss {
  const { id, title } = armOf(spec);
  return { loss: id, title, metricSensitive };
}

/** The losses that are compared on every task; the first is the one the others are compared with. */
export const COMPARED_LOSSES: readonly ComparedLoss[] = [
  named('crossEntropy', false),
  named('weightedCrossEntropy', false),
  named('softDice', true),
  named('softJaccard', true),
  named('softTversky:0.3,0.7', true),
  named('lovaszSoftmax', true),
  named('softDice:squared=true', true),
  named('softDice+crossEntropy', true),
];
