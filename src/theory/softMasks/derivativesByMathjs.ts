import { mathjs } from '#mathjs';

/**
 * Differentiates soft Dice and soft Jaccard with mathjs, a computer algebra that shares no code with `rigor`, and
 * compares with the closed forms.
 *
 * The expressions are compared in exact fractions on a 6 × 6 × 6 grid of (I, A, P). Cleared of denominators the
 * difference of either pair has a degree of at most 5 in each variable, so a difference that vanishes on the grid is
 * the zero polynomial: the agreement is an identity.
 */
export function derivativesByMathjs(): { agrees: boolean; wrongFactorAgrees: boolean; reach: string } {
  const math = mathjs().create(mathjs().all ?? {}, { number: 'Fraction' });
  const [D, J] = ['(2 * I / (A + P))', '(I / (A + P - I))'];
  const slope = (score: string, y: 0 | 1) =>
    `(${y} * (${math.derivative(score, 'I')}) + (${math.derivative(score, 'A')}))`;
  // Disjoint ranges keep A + P − I and A + P away from zero.
  const points = range(1).flatMap((i) =>
    range(7).flatMap((a) => range(7).map((p) => ({ I: math.fraction(i), A: math.fraction(a), P: math.fraction(p) }))),
  );
  const vanishes = (expression: string): boolean => {
    const compiled = math.compile(expression);
    return points.every((point) => math.fraction(compiled.evaluate(point)).n === 0n);
  };
  const labels = [0, 1] as const;
  const dice = labels.every((y) => vanishes(`${slope(D, y)} - (${2 * y} - ${D}) / (A + P)`));
  const jaccard = (factor: string) => labels.every((y) => vanishes(`${slope(J, y)} - ${factor} * ${slope(D, y)}`));
  return {
    agrees: dice && jaccard(`2 / (2 - ${D})^2`),
    wrongFactorAgrees: jaccard(`2 / (2 - ${D})`),
    reach: `identity in Q(A, I, P), by ${points.length} exact values`,
  };
}

const range = (first: number): number[] => Array.from({ length: 6 }, (_, i) => first + i);
