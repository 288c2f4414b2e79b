import type { Proof } from './proof.js';

const where = { V: '2 tp + E', smooth: '(2 tp + ε)/(V + ε)', plain: '2 tp/V' };

export const smoothingProof: Proof = {
  claims: [
    {
      id: 'shift',
      says: 'smoothing adds εE/(V(V + ε)), where E = fp + fn and V is the sum of both volumes',
      given: ['tp >= 0', 'E > 0', 'ε > 0'],
      where,
      claim: 'smooth - plain == ε*E/(V*(V + ε))',
    },
    {
      id: 'over_masks',
      says: 'over masks with at least one wrong pixel that is at most ε/(1 + ε)',
      given: ['tp >= 0', 'E >= 1', 'ε > 0'],
      where,
      claim: 'smooth - plain <= ε/(1 + ε)',
      because: 'ε*(4 tp^2 + 4 tp*E + E*(E - 1) + 2 tp*ε)/((1 + ε)*V*(V + ε))',
    },
    {
      id: 'over_masks_is_attained',
      says: 'and nothing smaller would do: one wrong pixel, nothing met',
      given: ['tp >= 0', 'E >= 1', 'ε > 0'],
      where,
      some: { tp: '0', E: '1' },
      claim: 'smooth - plain == ε/(1 + ε)',
    },
    {
      id: 'over_probabilities',
      says: 'over probabilities it is less than 1',
      given: ['tp >= 0', 'E > 0', 'ε > 0'],
      where,
      claim: 'smooth - plain < 1',
      because: 'E/(V + ε) + 2 tp/V',
    },
    {
      id: 'over_probabilities_is_least',
      says: 'and nothing below 1 would do',
      given: ['tp >= 0', 'E > 0', 'ε > 0', 'e > 0'],
      where,
      some: { tp: '0', E: 'ε*e' },
      claim: 'smooth - plain > 1 - e',
      because: 'e^2/(1 + e)',
    },
  ],
  falseClaims: [
    {
      id: 'smaller_shift',
      says: 'over masks it is at most ε/(2 + ε)',
      given: ['tp >= 0', 'E >= 1', 'ε > 0'],
      where,
      claim: 'smooth - plain <= ε/(2 + ε)',
      at: { tp: '0', E: '1', ε: '1' },
    },
  ],
};
