import type { StoredRun } from '../../runs/index.js';
import { acrossSizes } from './acrossSizes.js';
import { beatsCrossEntropy, beatsWithSeveralClasses } from './beatsCrossEntropy.js';
import type { Hypothesis, HypothesisVerdict } from './hypothesis.js';
import { metricLossesTie } from './metricLossesTie.js';
import { noBestWeight } from './noBestWeight.js';
import { predictedGain } from './predictedGain.js';
import { tunedThreshold } from './tunedThreshold.js';
import { tverskyAway } from './tverskyAway.js';

/** The hypotheses of data/protocol.md, in its order. */
export const HYPOTHESES: readonly Hypothesis[] = [
  beatsCrossEntropy,
  metricLossesTie,
  noBestWeight,
  tverskyAway,
  beatsWithSeveralClasses,
  acrossSizes,
  predictedGain,
  tunedThreshold,
];

/** The verdict on every hypothesis, by the runs that the protocol asks for. */
export function judgeAll(runs: readonly StoredRun[]): HypothesisVerdict[] {
  return HYPOTHESES.map(({ judge }) => judge(runs));
}
