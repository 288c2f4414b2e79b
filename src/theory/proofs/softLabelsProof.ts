import type { Proof } from './proof.js';

/*
 * t, d, e are the L1 distances of x to y, x to z, z to y, and g, f, h what stands beside them in the denominators: the
 * sums of the two norms, or the inner products. Putting z for y changes either by at most e, putting z for x by at most
 * d, because all values lie in [0, 1].
 */
const triangle = [
  ...['t >= 0', 'd >= 0', 'e >= 0', 'g >= 0', 't <= d + e', 'f <= g + e', 'h <= g + d'],
  ...['g + t > 0', 'f + d > 0', 'h + e > 0'],
];
const whole = '(g + t + (d + e - t))';
const unit = ['u >= 0', 'u <= 1', 'v >= 0', 'v <= 1', 'j >= 0', 'j <= 1', 'j <= u + v'];

export const softLabelsProof: Proof = {
  claims: [
    {
      id: 'triangle',
      says: 'JML₁ (twice this) and JML₂ satisfy the triangle inequality, for soft masks of every size',
      given: triangle,
      claim: 't/(g + t) <= d/(f + d) + e/(h + e)',
      because: `g*(d + e - t)/((g + t)*${whole}) + d*(g + e - f)/((f + d)*${whole}) + e*(g + d - h)/((h + e)*${whole})`,
    },
    {
      id: 'semimetric_of_metric_1',
      says: 'DML is JML/(2 − JML), first forms',
      given: ['t >= 0', 'g > 0'],
      claim: '(2 t/(g + t))/(2 g/(g + t)) == t/g',
    },
    {
      id: 'two_minus_metric',
      says: 'where 2 − JML is 2g/(g + t)',
      given: ['t >= 0', 'g > 0'],
      claim: '2 - 2 t/(g + t) == 2 g/(g + t)',
    },
    {
      id: 'semimetric_of_metric_2',
      says: 'and second forms, where 2 − JML is (2g + t)/(g + t)',
      given: ['t >= 0', 'g > 0'],
      claim: '(t/(g + t))/((2 g + t)/(g + t)) == t/(2 g + t)',
    },
    {
      id: 'relaxed_triangle_near',
      says: 'DML satisfies the triangle inequality with the factor 3/2: with DML = h(JML), h(t) = t/(2 − t), where the two legs add up to at most 1',
      given: [...unit, 'u + v <= 1'],
      claim: 'j/(2 - j) <= 3/2*(u/(2 - u) + v/(2 - v))',
      because:
        '3 (u - v)^2/((2 - u)*(2 - v)*(4 - u - v)) + 2 (u + v)*(1 - u - v)/((4 - u - v)*(2 - u - v)) + 2 (u + v - j)/((2 - u - v)*(2 - j))',
    },
    {
      id: 'relaxed_triangle_far',
      says: 'and where they add up to at least 1, for no distance exceeds 1',
      given: [...unit, 'u + v >= 1'],
      claim: 'j/(2 - j) <= 3/2*(u/(2 - u) + v/(2 - v))',
      because: '3 (u - v)^2/((2 - u)*(2 - v)*(4 - u - v)) + 4 (u + v - 1)/(4 - u - v) + 2 (1 - j)/(2 - j)',
    },
    {
      id: 'relaxed_triangle_is_tight',
      says: 'and no smaller factor would do: from {1} to {2} by way of {1, 2}',
      given: unit,
      some: { u: '1/2', v: '1/2', j: '1' },
      claim: 'j/(2 - j) == 3/2*(u/(2 - u) + v/(2 - v))',
    },
  ],
  falseClaims: [
    {
      id: 'smaller_factor',
      says: 'DML satisfies it with the factor 149/100',
      given: unit,
      claim: 'j/(2 - j) <= 149/100*(u/(2 - u) + v/(2 - v))',
      at: { u: '1/2', v: '1/2', j: '1' },
    },
  ],
  byHand: {
    file: 'SoftLabelsOfMasks',
    theorems: [
      { id: 'metric_1_triangle', says: 'the triangle inequality of JML₁ for soft masks of every size' },
      { id: 'metric_2_triangle', says: 'and of JML₂' },
      { id: 'semimetric_1_triangle', says: 'that of DML₁ with the factor 3/2, for the same masks' },
      { id: 'semimetric_2_triangle', says: 'and of DML₂' },
      { id: 'semimetrics_are_tight', says: 'where no smaller factor would do for either: three masks attain 3/2' },
    ],
  },
};
