import { lossFromSpec } from '../losses/index.js';

/** A loss of the paper's comparison, or one that people ask for beside it. */
export interface ComparedLoss {
  /** The arm's name, and the spec it is trained with. */
  loss: string;
  title: string;
  /** Made for Dice or Jaccard; else a cross-entropy. */
  metricSensitive: boolean;
}

const named = (loss: string, metricSensitive: boolean, title = lossFromSpec(loss).title): ComparedLoss => ({
  loss,
  title,
  metricSensitive,
});

/** The losses that are compared on every task; the first is the one the others are compared with. */
export const COMPARED_LOSSES: readonly ComparedLoss[] = [
  named('crossEntropy', false),
  named('weightedCrossEntropy', false, 'weighted cross-entropy'),
  named('softDice', true),
  named('softJaccard', true),
  named('softTversky:alpha=0.3,beta=0.7', true, 'soft Tversky (.3, .7)'),
  named('lovaszSoftmax', true),
  named('softDice:squared=true', true, 'L2 soft Dice'),
  named('softDice+crossEntropy', true, 'Dice + cross-entropy'),
];
