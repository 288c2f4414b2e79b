import type { Proof } from './proof.js';

/* I = Σ py, A = Σ p, Q = Σ p², P = Σ y; p² ≤ p gives Q ≤ A, and Σ (p − y)² ≥ 0 gives 2I ≤ Q + P. */
const given = ['I >= 0', 'Q >= 0', 'P >= 0', 'Q <= A', '2 I <= Q + P', 'Q + P > 0'];
const where = { L1: '2 I/(A + P)', L2: '2 I/(Q + P)' };

export const normVariantsProof: Proof = {
  claims: [
    {
      id: 'ordered',
      says: 'the squared norm never scores less',
      given,
      where,
      claim: 'L1 <= L2',
      because: '2 I*(A - Q)/((A + P)*(Q + P))',
    },
    {
      id: 'absolute_error',
      says: 'the two differ by at most 1',
      given,
      where,
      claim: 'L2 - L1 <= 1',
      because: '(Q + P - 2 I)/(Q + P) + 2 I/(A + P)',
    },
    {
      id: 'absolute_error_is_least',
      says: 'and nothing below 1 would do: one foreground pixel at p = 1, and many background pixels at small p',
      given: [...given, 'e > 0'],
      where,
      some: { I: '1', P: '1', A: '1 + e + 4/e', Q: '1 + e' },
      claim: 'L2 - L1 > 1 - e',
      because: 'e*(4 e + 3 e^2 + e^3)/((2 + e)*(4 + 2 e + e^2))',
    },
    {
      id: 'no_relative_error',
      says: 'and no factor joins them',
      given: [...given, 'F > 1'],
      where,
      some: { I: '1', P: '1', A: '2 + 3 F', Q: '2' },
      claim: 'L2 > F*L1',
      because: 'L1',
    },
    {
      id: 'equal_on_masks',
      says: 'on hard masks, where Q = A, the two are equal',
      given: [...given, 'A == Q'],
      where,
      claim: 'L2 <= L1',
      because: '2 I*(Q - A)/((A + P)*(Q + P))',
    },
  ],
  falseClaims: [
    {
      id: 'smaller_error',
      says: 'the two differ by at most 4/5',
      given,
      where,
      claim: 'L2 - L1 <= 4/5',
      because: '(Q + P - 2 I)/(Q + P) + 2 I/(A + P)',
      at: { I: '1', P: '1', A: '13', Q: '13/12' },
    },
  ],
};
