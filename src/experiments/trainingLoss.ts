import { lossFromSpec, type NamedLoss } from '../losses/index.js';
import type { ComparisonSettings } from './settings.js';

/** The loss that a network is trained with: that of `spec`, whose region losses score what `per` says by default. */
export function trainingLoss(spec: string, per: ComparisonSettings['per']): NamedLoss['loss'] {
  return lossFromSpec(spec, { per }).loss;
}
