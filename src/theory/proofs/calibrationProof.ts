import type { Proof } from './proof.js';

/*
 * Of one level of the prediction: p its probability, f the prediction, m how often the label is foreground there, and d
 * the absolute value of f − m. The means over levels of f − m and of d are the bias and the calibration error.
 */
const given = ['p >= 0', 'd >= f - m', 'd >= m - f'];

export const calibrationProof: Proof = {
  claims: [
    {
      id: 'one_level',
      says: 'a level adds no more to the bias than to the calibration error',
      given,
      claim: 'p*(f - m) <= p*d',
      because: 'p*(d - (f - m))',
    },
  ],
  falseClaims: [
    {
      id: 'one_level_less',
      says: 'it adds at most 9/10 of that',
      given,
      claim: 'p*(f - m) <= 9/10*p*d',
      at: { p: '1', f: '1', m: '0', d: '1' },
    },
  ],
  byHand: {
    file: 'CalibrationOfLaws',
    theorems: [
      {
        id: 'bias_below_calibration_error',
        says: 'the bias is at most the calibration error, for laws of finitely many levels of f',
      },
      { id: 'calibrated_is_unbiased', says: 'so that calibrated laws have none' },
      { id: 'unbiased_is_not_calibrated', says: 'and a law without bias has the calibration error 1/4' },
    ],
  },
};
