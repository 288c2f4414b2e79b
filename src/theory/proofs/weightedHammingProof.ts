import type { Claim } from '../claims/claim.js';
import { DICE, JACCARD } from './domain.js';
import type { Proof } from './proof.js';

/** Counts with foreground and background, and a weight. */
const given = ['tp >= 0', 'fp >= 0', 'fn >= 0', 'tn >= 0', 'tp + fn > 0', 'fp + tn > 0', 'γ >= 0', 'γ <= 1'];
const where = { D: DICE, J: JACCARD, H: 'γ*tp/(tp + fn) + (1 - γ)*tn/(fp + tn)' };
const errors = { wrong: 'γ*fn/(tp + fn) + (1 - γ)*fp/(fp + tn)' };

const between: Claim[] = ['D', 'J'].flatMap((score) => [
  {
    id: `absolute_error_above_${score}`,
    says: `no weight makes the error against ${score} larger than 1`,
    given,
    where: { ...where, ...errors },
    claim: `H - ${score} <= 1`,
    because: `wrong + ${score}`,
  },
  {
    id: `absolute_error_below_${score}`,
    says: 'on neither side',
    given,
    where,
    claim: `${score} - H <= 1`,
    because: score === 'D' ? '(fp + fn)/(2 tp + fp + fn) + H' : '(fp + fn)/(tp + fp + fn) + H',
  },
]);

export const weightedHammingProof: Proof = {
  claims: [
    ...between,
    {
      id: 'absolute_error_is_least_D',
      says: 'whatever the weight, nothing below 1 would do against Dice: one foreground pixel, found, k = 4/e false positives among k + k² background pixels',
      given: [...given, 'e > 0'],
      where,
      some: { tp: '1', fp: '4/e', fn: '0', tn: '(4/e)^2' },
      claim: 'H - D > 1 - e',
      because: 'e*((2 + 4 e + e^2)/((2 + e)*(4 + e)) + γ/(4 + e))',
    },
    {
      id: 'absolute_error_is_least_J',
      says: 'nor against Jaccard',
      given: [...given, 'e > 0'],
      where,
      some: { tp: '1', fp: '4/e', fn: '0', tn: '(4/e)^2' },
      claim: 'H - J > 1 - e',
      because: 'e*(2 + e + γ)/(4 + e)',
    },
    {
      id: 'no_relative_error_D',
      says: 'for γ < 1 no factor F joins H and D: on an empty prediction D is 0 and H is not',
      given: [...given, 'γ < 1', 'F > 0'],
      where,
      some: { tp: '0', fp: '0', fn: '1', tn: '1' },
      claim: 'H > F*D',
      because: '1 - γ',
    },
    {
      id: 'no_relative_error_J',
      says: 'nor H and J',
      given: [...given, 'γ < 1', 'F > 0'],
      where,
      some: { tp: '0', fp: '0', fn: '1', tn: '1' },
      claim: 'H > F*J',
      because: '1 - γ',
    },
    {
      id: 'no_relative_error_of_sensitivity_D',
      says: 'for γ = 1, sensitivity, neither: one foreground pixel, found, and many false positives',
      given: [...given, 'F > 0'],
      where: { ...where, H: 'tp/(tp + fn)' },
      some: { tp: '1', fp: '2 F', fn: '0', tn: '1' },
      claim: 'H > F*D',
      because: '1/(1 + F)',
    },
    {
      id: 'no_relative_error_of_sensitivity_J',
      says: 'against Jaccard neither',
      given: [...given, 'F > 0'],
      where: { ...where, H: 'tp/(tp + fn)' },
      some: { tp: '1', fp: '2 F', fn: '0', tn: '1' },
      claim: 'H > F*J',
      because: '(1 + F)/(1 + 2 F)',
    },
    {
      id: 'pixel_weights',
      says: 'weighing each foreground pixel by w is the weight γ = wP/(wP + N)',
      given: ['tp >= 0', 'fp >= 0', 'fn >= 0', 'tn >= 0', 'tp + fn > 0', 'fp + tn > 0', 'w > 0'],
      where: { γ: 'w*(tp + fn)/(w*(tp + fn) + (fp + tn))', H: where.H },
      claim: '(w*tp + tn)/(w*(tp + fn) + (fp + tn)) == H',
    },
  ],
  falseClaims: [
    {
      id: 'smaller_absolute_error',
      says: 'the error of γ = 1/2 against Dice is at most 9/10',
      given,
      where: { ...where, H: '1/2*tp/(tp + fn) + 1/2*tn/(fp + tn)' },
      claim: 'H - D <= 9/10',
      at: { tp: '1', fp: '100', fn: '0', tn: '10000', γ: '1/2' },
    },
    {
      id: 'relative_error_of_accuracy',
      says: 'balanced accuracy is at most 1000 times Dice',
      given,
      where: { ...where, H: '1/2*tp/(tp + fn) + 1/2*tn/(fp + tn)' },
      claim: 'H <= 1000 D',
      at: { tp: '0', fp: '0', fn: '1', tn: '1', γ: '1/2' },
    },
  ],
};
