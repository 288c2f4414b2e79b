import { elements, rational, type Rational } from '../../rigor/index.js';
import type { SetLoss } from './mispredictionLoss.js';
import type { Highs } from 'highs';

/** The value of a loss's convex closure at one point, with the two solutions that prove it. */
export interface ConvexClosure {
  value: Rational;
  /** Primal: sets, written as bits, with positive weights that add up to 1 and whose weighted mean is the point. */
  mixture: { set: number; weight: Rational }[];
  /**
   * Dual: the affine function `intercept + Σ slope_i m_i` lies below the loss at every vertex and meets `value` at the
   * point.
   */
  plane: { intercept: Rational; slopes: Rational[] };
}

let loading: Promise<Highs> | undefined;

/**
 * Convex closure of a loss of sets at `errors`, the largest convex function below the loss on the vertices of the cube:
 * `min Σ_S λ_S Δ(S)` over the λ ≥ 0 with `Σ λ_S = 1` and `Σ λ_S 1_S = m`.
 *
 * The linear program is solved in floats by HiGHS. Its primal and dual solutions are then read as fractions, and both
 * are verified exactly: feasible with equal objectives, they prove each other optimal, so that the result does not rest
 * on floats.
 *
 * @param errors - m, one number in [0, 1] for each pixel, at most about 10 pixels: there is one variable for each of 2ⁿ
 * sets
 * @throws RangeError where the floats cannot be read as fractions that verify.
 * @example
 * ```ts
 * import { dice } from 'dice-workbook/overlap';
 * import { rational } from 'dice-workbook/rigor';
 * import { convexClosure, mispredictionLoss } from 'dice-workbook/theory';
 * const closure = await convexClosure(mispredictionLoss(dice, 2), [rational(1, 2), rational(1, 2)]);
 * closure.value.toString() // => '1/3'
 * ```
 */
export async function convexClosure(loss: SetLoss, errors: readonly Rational[]): Promise<ConvexClosure> {
  // The types of the package describe its CommonJS form, whose default lies one level deeper than that of the module
  // imported here.
  loading ??= import('highs').then((module) => (module.default as unknown as () => Promise<Highs>)());
  const n = errors.length;
  const sets = Array.from({ length: 1 << n }, (_, set) => set);
  const { colValue, rowDual } = solve(
    await loading,
    sets.map((set) => loss(set).toNumber()),
    errors.map((error) => error.toNumber()),
  );
  const mixture = sets
    .map((set) => ({ set, weight: nearestFraction(colValue[set]!) }))
    .filter(({ weight }) => weight.sign() !== 0);
  const [intercept, ...slopes] = Array.from(rowDual, (dual) => nearestFraction(dual));
  const plane = { intercept: intercept!, slopes };
  const value = total(mixture.map(({ set, weight }) => weight.multiply(loss(set))));
  if (!provesClosure({ value, mixture, plane }, loss, errors)) {
    throw new RangeError(
      `The linear program at (${errors.join(', ')}) was solved in floats, but its solution is not exact once read as fractions.`,
    );
  }
  return { value, mixture, plane };
}

function solve(highs: Highs, costs: number[], point: number[]): { colValue: Float64Array; rowDual: Float64Array } {
  const columns = costs.length;
  const rows = [1, ...point];
  const members = costs.map((_, set) => [0, ...elements(set).map((i) => i + 1)]);
  const starts = members.reduce<number[]>((ends, list) => [...ends, ends.at(-1)! + list.length], [0]);
  const values = Array<number>(starts.at(-1)!).fill(1);
  const matrix = {
    format: 'csc' as const,
    numRows: rows.length,
    numCols: columns,
    starts,
    indices: members.flat(),
    values,
  };
  const bounds = {
    colLower: Array<number>(columns).fill(0),
    colUpper: Array<number>(columns).fill(highs.infinity),
    rowLower: rows,
    rowUpper: rows,
  };
  return highs.withModel({ numCols: columns, numRows: rows.length, colCost: costs, ...bounds, matrix }, (model) => {
    model.options.set({ output_flag: false, solver: 'simplex', presolve: 'off' });
    model.run();
    return model.getSolution();
  });
}

const total = (terms: Rational[]): Rational => terms.reduce((sum, term) => sum.add(term), rational(0));

const height = ({ intercept, slopes }: ConvexClosure['plane'], point: readonly Rational[]): Rational =>
  intercept.add(total(slopes.map((slope, i) => slope.multiply(point[i]!))));

/**
 * Whether a mixture and a plane prove that `value` is the convex closure of a loss at `errors`: both feasible, with
 * equal objectives, decided in fractions.
 */
export function provesClosure(
  { value, mixture, plane }: ConvexClosure,
  loss: SetLoss,
  errors: readonly Rational[],
): boolean {
  const sets = Array.from({ length: 1 << errors.length }, (_, set) => set);
  return (
    isPrimal(mixture, errors) &&
    isDual(plane, loss, sets) &&
    total(mixture.map(({ set, weight }) => weight.multiply(loss(set)))).equals(value) &&
    height(plane, errors).equals(value)
  );
}

function isPrimal(mixture: ConvexClosure['mixture'], errors: readonly Rational[]): boolean {
  const mean = errors.map((_, i) => total(mixture.filter(({ set }) => (set >> i) & 1).map(({ weight }) => weight)));
  return (
    mixture.every(({ weight }) => weight.sign() > 0) &&
    total(mixture.map(({ weight }) => weight)).equals(1) &&
    mean.every((m, i) => m.equals(errors[i]!))
  );
}

function isDual(plane: ConvexClosure['plane'], loss: SetLoss, sets: number[]): boolean {
  return sets.every((set) =>
    height(
      plane,
      plane.slopes.map((_, i) => rational((set >> i) & 1)),
    ).atMost(loss(set)),
  );
}

/**
 * The first convergent of the continued fraction of `x` that lies within `tolerance` of it: the plain fraction that a
 * rounded float stands for.
 */
export function nearestFraction(x: number, tolerance = 1e-7): Rational {
  let [previous, current]: [[bigint, bigint], [bigint, bigint]] = [
    [0n, 1n],
    [1n, 0n],
  ];
  let rest = x;
  for (;;) {
    const whole = BigInt(Math.floor(rest));
    const next: [bigint, bigint] = [whole * current[0] + previous[0], whole * current[1] + previous[1]];
    [previous, current] = [current, next];
    const fraction = rational(...current);
    const fractional = rest - Math.floor(rest);
    if (Math.abs(fraction.toNumber() - x) <= tolerance || fractional === 0) return fraction;
    rest = 1 / fractional;
  }
}
