import type { Claim } from '../claims/claim.js';
import { COUNTS, DICE } from './domain.js';
import type { Proof } from './proof.js';

const given = [...COUNTS, 'α >= 0', 'β >= 0', 'tp + α*fp + β*fn > 0'];
const where = { D: DICE, S: 'tp/(tp + α*fp + β*fn)', V: 'tp + α*fp + β*fn', W: '2 tp + fp + fn' };
/** A bound w² = (1 + k)² on 2α, 2β and on their inverses: the absolute error is (w − 1)/(w + 1). */
const below = ['k >= 0', '2 α <= (1 + k)^2', '2 β <= (1 + k)^2'];
const above = ['k >= 0', '2 α*(1 + k)^2 >= 1', '2 β*(1 + k)^2 >= 1'];
const w = { ...where, w: '1 + k', E: 'fp + fn' };

/** The weight on one kind of error reaches its bound: masks with only that kind attain or approach the error. */
function tight(kind: 'fp' | 'fn'): Claim[] {
  const [at, free] = kind === 'fp' ? ['α', 'β'] : ['β', 'α'];
  const none = kind === 'fp' ? 'fn' : 'fp';
  const counts = [...COUNTS, 'tp + α*fp + β*fn > 0', 'k >= 0', `${free} >= 0`];
  const [large, small] = [{ [at]: '(1 + k)^2/2' }, { [at]: '1/(2 (1 + k)^2)' }];
  const D = { D: DICE };
  const S = { S: where.S };
  const factor = [...COUNTS, 'tp + α*fp + β*fn > 0', `${free} >= 0`, 'm >= 1', 'e > 0'];
  return [
    {
      id: `absolute_error_below_is_attained_${kind}`,
      says: `a bound that 2${at} reaches is attained`,
      given: counts,
      where: { ...large, ...D, ...S },
      some: { tp: '1 + k', [kind]: '2', [none]: '0' },
      claim: 'D - S == (1 + k - 1)/(1 + k + 1)',
    },
    {
      id: `absolute_error_above_is_attained_${kind}`,
      says: `a bound that 1/(2${at}) reaches is attained`,
      given: counts,
      where: { ...small, ...D, ...S },
      some: { tp: '1', [kind]: '2 (1 + k)', [none]: '0' },
      claim: 'S - D == (1 + k - 1)/(1 + k + 1)',
    },
    {
      id: `relative_error_above_is_least_${kind}`,
      says: `no factor below m = 2${at} would do`,
      given: factor,
      where: { [at]: 'm/2', ...D, ...S },
      some: { tp: 'e', [kind]: '2 m', [none]: '0' },
      claim: 'D > (m - e)*S',
      because: 'S*(e + e^2)/(e + m)',
    },
    {
      id: `relative_error_below_is_least_${kind}`,
      says: `no factor below m = 1/(2${at}) would do`,
      given: factor,
      where: { [at]: '1/(2 m)', ...D, ...S },
      some: { tp: 'e', [kind]: '2 m^2', [none]: '0' },
      claim: 'S > (m - e)*D',
      because: 'D*(e + e^2)/(e + m)',
    },
  ];
}

export const tverskyProof: Proof = {
  claims: [
    {
      id: 'absolute_error_below',
      says: 'where 2α and 2β are at most w², D exceeds S by at most (w − 1)/(w + 1)',
      given: [...given, ...below],
      where: w,
      claim: 'D - S <= (w - 1)/(w + 1)',
      because: 'k*(w*E - 2 tp)^2/((w + 1)*W*(2 tp + w^2*E)) + tp*((w^2 - 2 α)*fp + (w^2 - 2 β)*fn)/(V*(2 tp + w^2*E))',
    },
    {
      id: 'absolute_error_above',
      says: 'where 1/(2α) and 1/(2β) are at most w², S exceeds D by at most (w − 1)/(w + 1)',
      given: [...given, ...above],
      where: w,
      claim: 'S - D <= (w - 1)/(w + 1)',
      because:
        'k*(2 w*tp - E)^2/((w + 1)*W*(2 w^2*tp + E)) + tp*((2 α*w^2 - 1)*fp + (2 β*w^2 - 1)*fn)/(V*(2 w^2*tp + E))',
    },
    {
      id: 'relative_error_above',
      says: 'where 2α and 2β are at most m, D is at most m times S',
      given: [...given, 'm >= 1', '2 α <= m', '2 β <= m'],
      where,
      claim: 'D <= m*S',
      because: 'tp*(2 (m - 1)*tp + (m - 2 α)*fp + (m - 2 β)*fn)/(V*W)',
    },
    {
      id: 'relative_error_below',
      says: 'where 1/(2α) and 1/(2β) are at most m, S is at most m times D',
      given: [...given, 'm >= 1', '2 m*α >= 1', '2 m*β >= 1'],
      where,
      claim: 'S <= m*D',
      because: 'tp*(2 (m - 1)*tp + (2 m*α - 1)*fp + (2 m*β - 1)*fn)/(V*W)',
    },
    ...tight('fp'),
    ...tight('fn'),
    {
      id: 'monotone',
      says: 'the absolute error increases with w',
      given: ['k >= 1', 'm > k'],
      claim: '(k - 1)/(k + 1) < (m - 1)/(m + 1)',
      because: '2 (m - k)/((m + 1)*(k + 1))',
    },
    {
      id: 'monotone_along_rays',
      says: 'and w² along a ray from (1/2, 1/2), 2α = 1 + tp: for p < 0 the inverse 1/(1 + tp) rises',
      given: ['1 + t*p > 0'],
      claim: 'derivative(1/(1 + t*p), t) == -p/(1 + t*p)^2',
    },
    {
      id: 'on_the_line',
      says: 'on α + β = 1, with δ = |α − 1/2|, the largest of 1 ± 2δ and their inverses is 1/(1 − 2δ)',
      given: ['δ >= 0', 'δ < 1/2'],
      claim: '1 + 2 δ <= 1/(1 - 2 δ)',
      because: '4 δ^2/(2 (1/2 - δ))',
    },
  ],
  falseClaims: [
    {
      id: 'smaller_error',
      says: 'D and S(0.3, 0.7) differ by at most 0.127',
      given: COUNTS,
      where: { D: DICE, S: 'tp/(tp + 0.3 fp + 0.7 fn)' },
      claim: 'S - D <= 0.127',
      at: { tp: '55', fp: '142', fn: '0' },
    },
    {
      id: 'smaller_factor',
      says: 'S(0.3, 0.7) is at most 1.6 times D',
      given: COUNTS,
      where: { D: DICE, S: 'tp/(tp + 0.3 fp + 0.7 fn)' },
      claim: 'S <= 1.6 D',
      at: { tp: '1', fp: '100', fn: '0' },
    },
  ],
};
