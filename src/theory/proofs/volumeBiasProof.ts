import type { Proof } from './proof.js';

/* A certain region of volume 1 and an uncertain one of volume μ, foreground with probability p, marked with q. */
const given = ['p >= 0', 'p <= 1', 'q >= 0', 'q <= 1', 'μ > 0'];
const allOrNothing = (q: string) => `p*2 (1 + ${q}*μ)/(2 + μ + ${q}*μ) + (1 - p)*2/(2 + ${q}*μ)`;
const ratio = '(2 + μ + q*μ)/(2 + q*μ)';

export const volumeBiasProof: Proof = {
  claims: [
    {
      id: 'all_or_nothing',
      says: 'all or nothing: marking the region gains (2p − 1)μ/(2 + μ), so it is marked exactly where p > 1/2, and the volume is off by μ(1[p > 1/2] − p)',
      given,
      where: { marked: allOrNothing('1'), dropped: allOrNothing('0') },
      claim: 'marked - dropped == (2 p - 1)*μ/(2 + μ)',
    },
    {
      id: 'all_or_nothing_slope',
      says: 'the slope in q has the sign of p(1 + μ) − (1 − p)r²',
      given,
      where: { r: ratio },
      claim: `derivative(${allOrNothing('q')}, q) == 2 μ/(2 + μ + q*μ)^2*(p*(1 + μ) - (1 - p)*r^2)`,
    },
    {
      id: 'ratio_falls',
      says: 'and r falls with q: the sign changes once at most, from − to +, so the best q is 0 or 1',
      given,
      claim: `derivative(${ratio}, q) == -μ^2/(2 + q*μ)^2`,
    },
    {
      id: 'independent_slope',
      says: 'independent voxels, many: the slope in q has the sign of p²μ + 2p − 1, whatever q',
      given,
      claim: 'derivative(2 (1 + q*p*μ)/(2 + (p + q)*μ), q) == 2 μ*(p^2*μ + 2 p - 1)/(2 + (p + q)*μ)^2',
    },
    {
      id: 'independent_threshold',
      says: 'which is 0 at p = 1/(1 + s), s = √(1 + μ)',
      given: ['s > 1'],
      where: { μ: 's^2 - 1', p: '1/(1 + s)' },
      claim: 'p^2*μ + 2 p - 1 == 0',
    },
    {
      id: 'half_the_score',
      says: 'there half the attained score 2/(2 + μp) is p itself: the threshold is D*/2',
      given: ['s > 1'],
      where: { μp: '(s^2 - 1)/(1 + s)' },
      claim: '1/(2 + (s - 1)) == 1/(1 + s)',
    },
    {
      id: 'cross_entropy',
      says: 'cross-entropy has the slope (q − p)/(q(1 − q)): its optimum q = p keeps the volume',
      given: ['q > 0', 'q < 1'],
      claim: '(1 - p)/(1 - q) - p/q == (q - p)/(q*(1 - q))',
    },
  ],
  falseClaims: [
    {
      id: 'other_threshold',
      says: 'all or nothing: marking gains wherever p > 2/5',
      given: [...given, 'p > 2/5'],
      where: { marked: allOrNothing('1'), dropped: allOrNothing('0') },
      claim: 'marked >= dropped',
      at: { p: '9/20', q: '1', μ: '1' },
    },
  ],
};
