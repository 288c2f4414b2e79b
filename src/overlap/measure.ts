import { Rational, type RationalLike } from '../rigor/index.js';
import { floats, rationals, UndefinedRatio, type Arithmetic } from './arithmetic.js';
import { shownCounts, type Counts } from './counts.js';
import { shown } from './shown.js';

export interface MeasureOptions<T> {
  /**
   * The value where the formula is 0/0, as Dice is on two empty masks. Default: none; floats give NaN and `exact`
   * throws.
   */
  whenUndefined?: T;
}

/** How well a prediction overlaps its reference, as a function of the four counts; larger is better. */
export interface Measure {
  /**
   * The value in floats, NaN where the formula is 0/0 and `whenUndefined` is not given. Counts may be real numbers
   * ("soft" counts).
   */
  (counts: Counts, options?: MeasureOptions<number>): number;
  /** What `bounds` and the command line call it: `tversky:0.3,0.7`. */
  readonly id: string;
  /** The formula over any arithmetic: intervals, symbols. */
  over<T>(counts: Counts<T>, arithmetic: Arithmetic<T>): T;
  /** The value as an exact fraction, of integer or fractional counts. */
  exact(counts: Counts<RationalLike>, options?: MeasureOptions<RationalLike>): Rational;
}

/**
 * Makes a measure from one formula, which then works in floats, exact fractions, intervals and symbols alike.
 *
 * The formula must not depend on the size of the image as such: doubling all four counts must leave it as it is.
 *
 * In floats, counts that are no numbers from 0 to 2^53 are refused: NaN would pass for 0/0, and score `whenUndefined`.
 *
 * @param id - a short name without spaces
 * @param formula - the value from the counts, by nothing but the operations it is handed
 * @example
 * ```ts
 * import { measure } from 'dice-workbook/overlap';
 * const fowlkesMallows = measure('fowlkes-mallows', ({ tp, fp, fn }, { add, multiply, divide, sqrt }) =>
 *   divide(tp, sqrt(multiply(add(tp, fp), add(tp, fn)))));
 * fowlkesMallows({ tp: 2, fp: 2, fn: 0, tn: 5 }) // => 0.7071067811865475
 * ```
 */
export function measure(id: string, formula: <T>(counts: Counts<T>, arithmetic: Arithmetic<T>) => T): Measure {
  // eslint-disable-next-line no-control-regex
  if (typeof id !== 'string' || /[\u0000-\u001f\u007f-\u009f]/.test(id) || typeof formula !== 'function')
    throw new RangeError(
      `A measure has an id, a plain text, and a formula, a function; got ${shown(id)} and ${shown(formula)}.`,
    );
  const value = (counts: Counts, options: MeasureOptions<number> = {}): number => {
    refuseOdd(id, counts);
    refuseOptions(id, options, (given) => typeof given === 'number');
    const result = formula(counts, floats);
    return Number.isNaN(result) && options.whenUndefined !== undefined ? options.whenUndefined : result;
  };
  const exact = (counts: Counts<RationalLike>, options: MeasureOptions<RationalLike> = {}): Rational => {
    if (!isExact(counts?.tp) || !isExact(counts.fp) || !isExact(counts.fn) || !isExact(counts.tn))
      throw new RangeError(`${id}: exact counts are four whole numbers or Rationals; got ${shownCounts(counts)}.`);
    refuseOptions(id, options, isExact);
    const { from } = Rational;
    const given = { tp: from(counts.tp), fp: from(counts.fp), fn: from(counts.fn), tn: from(counts.tn) };
    if (Object.values(given).some((count) => count.sign() < 0))
      throw new RangeError(`${id}: counts are 0 or more; got ${shownCounts(counts)}.`);
    try {
      return formula(given, rationals);
    } catch (error) {
      if (options.whenUndefined !== undefined && error instanceof UndefinedRatio)
        return Rational.from(options.whenUndefined);
      throw error;
    }
  };
  return Object.assign(value, { id, over: formula, exact });
}

function refuseOdd(id: string, counts: Counts): void {
  if (isCount(counts?.tp) && isCount(counts.fp) && isCount(counts.fn) && isCount(counts.tn)) return;
  throw new RangeError(
    `${id}: counts are four numbers from 0 to 2^53, { tp, fp, fn, tn }, and got ${shownCounts(counts)}. Count masks with confusionCounts.`,
  );
}

const isCount = (count: unknown) => typeof count === 'number' && count >= 0 && count <= LARGEST_COUNT;
/** Above it a float no longer counts by ones, and products of counts overflow. */
const LARGEST_COUNT = 2 ** 53;
const isExact = (count: unknown) => typeof count === 'bigint' || typeof count === 'number' || count instanceof Rational;

function refuseOptions(id: string, options: MeasureOptions<unknown>, accepts: (value: unknown) => boolean): void {
  const given = options?.whenUndefined;
  if (options === null || typeof options !== 'object' || (given !== undefined && !accepts(given)))
    throw new RangeError(
      `${id}: the options are { whenUndefined: the value of 0/0 }, a number; got ${shown(given ?? options)}.`,
    );
}
