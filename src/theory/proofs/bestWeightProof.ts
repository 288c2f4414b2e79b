import type { Claim } from '../claims/claim.js';
import type { Proof } from './proof.js';

/*
 * One foreground pixel, of which a part x is found, N background pixels, of which z are predicted; the odds ρ/(1 − ρ)
 * are 1/N. H is the weighted Hamming similarity; E is the error of the best weight, 1 − E that weight.
 */
const rates = { D: '2 x/(x + 1 + z)', J: 'x/(1 + z)', H: 'γ*x + (1 - γ)*(N - z)/N' };
const inside = ['x >= 0', 'x <= 1', 's >= 0', 's <= 1'];

interface Regime {
  name: string;
  says: string;
  given: string[];
  where: { N?: string; E: string };
  score: 'D' | 'J';
  /** Two places with weights such that the weighted mean of the errors there is E whatever γ is. */
  places: { weights: [string, string]; errors: [string, string] };
  above: string;
  below: string;
}

/** E − (H − score) by convexity in x: x times what is left at x = 1, 1 − x times that at x = 0, and the bend. */
const aboveDice = (edge: string) => `${aboveJaccard(edge)} + 2 x*(1 - x)/((x + 1 + z)*(2 + z))`;
const aboveJaccard = (edge: string) => `x*${edge} + (1 - x)*E*z/N`;
/**
 * E − (score − H) by convexity in z = sN: what is left at z = 0 and at z = N, and the bend. For Dice z = 0 leaves
 * (E(2 + q) − q)/(1 + x) with q = x(1 − x), which depends on how far E exceeds 1/9.
 */
const belowDice = (excess: string, all: string) =>
  `(1 - s)*(${excess}*(2 + x*(1 - x)) + 2/9*(1 - 2 x)^2)/(1 + x) + s*(${all}) + 2 x*s*(1 - s)*N^2/((x + 1)*(x + 1 + N)*(x + 1 + z))`;
const belowJaccard = (all: string) => `(1 - s)*E*(2 - x) + s*(${all}) + x*s*(1 - s)*N^2/((1 + N)*(1 + z))`;

const regimes: Regime[] = [
  {
    name: 'dice_small',
    says: 'Dice, ρ ≤ 1/3: E = (1 + t)⁻² with t = √(2ρ/(1 − ρ))',
    given: ['t > 0', 't <= 1'],
    where: { N: '2/t^2', E: '1/(1 + t)^2' },
    score: 'D',
    places: { weights: ['t', '1'], errors: ['H(0, 0) - 0', 'H(1, 2/t) - 2/(2 + 2/t)'] },
    above: aboveDice('(1 - t*z/2)^2/((1 + t)^2*(1 + z/2))'),
    below: belowDice(
      '(2 - t)*(4 + t)/(9 (1 + t)^2)',
      'E + x*(t*(1 + 2 (1 - t)*(1 + t) + (1 - t)*(1 + t + t^2))/((1 + t)^2*(2 + t^2)) + 2 t^4*x/((2 + t^2)*(2 + t^2*(1 + x))))',
    ),
  },
  {
    name: 'dice_middle',
    says: 'Dice, 1/3 ≤ ρ ≤ 7/11: E = (1 − ρ)/(2(1 + ρ)) = N/(2(N + 2))',
    given: ['n >= 0', 'N <= 2'],
    where: { N: '4/7 + n', E: 'N/(2 (N + 2))' },
    score: 'D',
    places: { weights: ['1', '1'], errors: ['H(0, 0) - 0', 'H(1, N) - 2/(2 + N)'] },
    above: aboveDice('N*((2 - N)*s + 2 (1 - s))*(1 - s)/(4 (N + 2)*(1 + z/2))'),
    below: belowDice(
      '7 n/(18 (N + 2))',
      '(n*((1 + x)^2 + (8/7 + n)*(1 + x)) + 32/7*(x - 31/112)^2 + 1503/2744)/(2 (N + 2)*(x + 1 + N))',
    ),
  },
  {
    name: 'dice_flat',
    says: 'Dice, 7/11 ≤ ρ ≤ 8/(19 − 6√2): E = 1/9',
    given: ['n >= 0', 'N <= 4/7'],
    where: { N: '(11 - 6 sqrt(2))/8 + n', E: '1/9' },
    score: 'D',
    places: { weights: ['1', '2'], errors: ['H(0, 0) - 0', '2/3 - H(1/2, 0)'] },
    above: aboveDice('((1 - s)*(1 - 2 s/7) + (8 - s)*s*(4/7 - N)/2)/(9 (1 + z/2))'),
    below: belowDice('0', '(n*(1 + 8 x) + 8 (x - (3 sqrt(2) - 1)/8)^2)/(9 (x + 1 + N))'),
  },
  {
    name: 'jaccard_small',
    says: 'Jaccard, ρ ≤ 1/2: E = (1 + t)⁻² with t = √(ρ/(1 − ρ))',
    given: ['t > 0', 't <= 1'],
    where: { N: '1/t^2', E: '1/(1 + t)^2' },
    score: 'J',
    places: { weights: ['t', '1'], errors: ['H(0, 0) - 0', 'H(1, 1/t) - 1/(1 + 1/t)'] },
    above: aboveJaccard('(1 - t*z)^2/((1 + t)^2*(1 + z))'),
    below: belowJaccard('E + x*2 t/((1 + t)^2*(1 + t^2))'),
  },
  {
    name: 'jaccard_large',
    says: 'Jaccard, ρ ≥ 1/2: E = (1 − ρ)/2 = N/(2(N + 1))',
    given: ['N > 0', 'N <= 1'],
    where: { E: 'N/(2 (N + 1))' },
    score: 'J',
    places: { weights: ['1', '1'], errors: ['H(0, 0) - 0', 'H(1, N) - 1/(1 + N)'] },
    above: aboveJaccard('N*((1 - s) + s*(1 - N))*(1 - s)/(2 (N + 1)*(1 + z))'),
    below: belowJaccard('E + x*E'),
  },
];

/*
 * Dice beyond: with r = 1/√ρ = 1 + q the best weight is γ = g², g = (1 + √2)/(√2 + r), and its error (√2 g − 1)² is
 * reached where the score exceeds H, once at z = 0 and once at z = N.
 */
const large = {
  given: ['q >= 0', 'q <= (2 - sqrt(2))/4'],
  where: { N: '2 q + q^2', g: '(1 + sqrt(2))/(1 + sqrt(2) + q)', E: '(sqrt(2)*g - 1)^2' },
  first: 'sqrt(2) - 1 + (2 - sqrt(2))*q',
  second: '(sqrt(2) - 1)*(1 + q)*(1 - q)',
};
const atBest = { ...large.where, γ: 'g^2', z: 's*N', D: rates.D };

const beyond: Claim[] = [
  {
    id: 'dice_large_least',
    says: 'Dice, ρ ≥ 8/(19 − 6√2): E = (√(2γ) − 1)² with √γ = (1 + √2)/(√2 + 1/√ρ). No weight does better',
    given: [
      ...large.given,
      'γ >= 0',
      '2 first/(1 + first) - (γ*first + 1 - γ) <= m',
      '2 second/(second + 1 + N) - γ*second <= m',
    ],
    where: { ...large.where, first: large.first, second: large.second },
    claim: 'E <= m',
    because:
      '(second*(m - (2 first/(1 + first) - (γ*first + 1 - γ))) + (2 - sqrt(2))*(1 - q)*(m - (2 second/(second + 1 + N) - γ*second)))/(second + (2 - sqrt(2))*(1 - q))',
  },
  {
    id: 'dice_large_below',
    says: 'and that weight does as well, where the score exceeds H',
    given: [...large.given, ...inside, 'N > 0'],
    where: { ...atBest, H: rates.H },
    claim: 'D - H <= E',
    because: `(1 - s)*γ*(x - (${large.first}))^2/(1 + x) + s*γ*(x - (${large.second}))^2/(x + 1 + N) + 2 x*s*(1 - s)*N^2/((x + 1)*(x + 1 + N)*(x + 1 + z))`,
  },
  {
    id: 'dice_large_above',
    says: 'and where H exceeds the score',
    given: [...large.given, ...inside, 'N > 0'],
    where: { ...atBest, H: rates.H, K: '3 + 3/20*(3/2 + 3 sqrt(2)) + 9/400*(2 + sqrt(2)) + 27/16000', w: '3/20 - q' },
    claim: 'H - D <= E',
    because: [
      '(1 - x)*(g*2 sqrt(2)*((2 - sqrt(2))/4 - q)/(1 + sqrt(2) + q) + q*(2 + 2 sqrt(2) + q)/(1 + sqrt(2) + q)^2*s)',
      'x*((1 - s)*E + s*((1 - 3/20*K) + K*w + q*w*(3/2 + 3 sqrt(2) + (2 + sqrt(2))*(3/20 + q) + (9/400 + 3/20*q + q^2)/2))/(1 + sqrt(2) + q)^2 + s^2*N^2/(2 (2 + z)))',
      '2 x*(1 - x)/((x + 1 + z)*(2 + z))',
    ].join(' + '),
  },
];

/** `H(x, z)` at a place, written out. */
const atPlace = (text: string) =>
  text.replace(/H\(([^,]+), ([^)]+)\)/g, (_, x: string, z: string) => `(γ*${x} + (1 - γ)*(N - ${z})/N)`);

function claimsOf({ name, says, given, where, places, score, above, below }: Regime): Claim[] {
  const [first, second] = places.errors.map(atPlace);
  const [p, q] = places.weights;
  const best = { ...where, γ: '1 - E', z: 's*N', [score]: rates[score], H: rates.H };
  return [
    {
      id: `${name}_least`,
      says: `${says}. No weight does better: an error m that bounds two places is at least E`,
      given: [...given, `${first} <= m`, `${second} <= m`],
      where,
      claim: 'E <= m',
      because: `(${p}*(m - (${first})) + ${q}*(m - (${second})))/(${p} + ${q})`,
    },
    {
      id: `${name}_above`,
      says: 'the weight 1 − E does as well, where H exceeds the score',
      given: [...given, ...inside],
      where: best,
      claim: `H - ${score} <= E`,
      because: above,
    },
    {
      id: `${name}_below`,
      says: 'and where the score exceeds H',
      given: [...given, ...inside],
      where: best,
      claim: `${score} - H <= E`,
      because: below,
    },
  ];
}

const small = regimes.map(claimsOf).map(([least]) => least);

export const bestWeightProof: Proof = {
  claims: [...regimes.flatMap(claimsOf), ...beyond],
  falseClaims: small.flatMap((least, i) =>
    least && regimes[i]?.name.endsWith('small')
      ? [
          {
            ...least,
            id: `${least.id}_more`,
            says: 'at t = 1/2 every weight has an error of at least 1/2',
            claim: '1/2 <= m',
            at: { t: '1/2', γ: '5/9', m: '4/9' },
          },
        ]
      : [],
  ),
};
