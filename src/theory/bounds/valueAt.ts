import { intervals, IrrationalRoot, type Counts, type Measure } from '../../overlap/index.js';
import { Interval, Rational } from '../../rigor/index.js';
import { COUNT_NAMES } from './radicals.js';

/** A measure's value at given counts: an exact fraction, or an interval of width about 1e-16 where it is irrational. */
export type Value = Rational | Interval;

/** The value, or undefined where the measure is undefined (0/0, or a division by zero). */
export function valueAt(measure: Measure, counts: Counts<bigint>): Value | undefined {
  try {
    return measure.exact(counts);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    if (!(error instanceof IrrationalRoot)) return undefined;
    const { tp, fp, fn, tn } = counts;
    const around = (count: bigint) => Interval.from(Rational.of(count));
    return measure.over({ tp: around(tp), fp: around(fp), fn: around(fn), tn: around(tn) }, intervals);
  }
}

export function difference(a: Value, b: Value): Value {
  return a instanceof Rational && b instanceof Rational ? a.subtract(b) : toInterval(a).subtract(toInterval(b));
}

export function ratio(a: Value, b: Value): Value {
  return a instanceof Rational && b instanceof Rational ? a.divide(b) : toInterval(a).divide(toInterval(b));
}

/** −1, 0 or 1; undefined where the interval does not decide. */
export function signOf(value: Value): number | undefined {
  if (value instanceof Rational) return value.sign();
  return value.lower > 0 ? 1 : value.upper < 0 ? -1 : value.lower === 0 && value.upper === 0 ? 0 : undefined;
}

/** The largest float that is known not to exceed the value. */
export function lowerEnd(value: Value): number {
  return toInterval(value).lower;
}

function toInterval(value: Value): Interval {
  return value instanceof Rational ? Interval.from(value) : value;
}

/** Which counts have to vanish for the measure to be undefined, as sentences: "dice: tp = fp = fn = 0". */
export function undefinedFaces(measure: Measure): string[] {
  const faces: number[] = [];
  // From the largest faces down; a face inside one already found tells nothing new.
  for (const support of Array.from({ length: 15 }, (_, i) => 15 - i).sort((x, y) => bits(y) - bits(x))) {
    if (faces.some((face) => (face & support) === support)) continue;
    const counts = Object.fromEntries(
      COUNT_NAMES.map((name, i) => [name, support & (1 << i) ? BigInt(2 * i + 3) : 0n]),
    ) as unknown as Counts<bigint>;
    if (valueAt(measure, counts) === undefined) faces.push(support);
  }
  const vanishing = (face: number) => COUNT_NAMES.filter((_, i) => !(face & (1 << i)));
  return faces.map(
    (face) =>
      `${measure.id}: ${vanishing(face).length === 0 ? 'some masks on which no count is zero' : `${vanishing(face).join(' = ')} = 0`}`,
  );
}

function bits(n: number): number {
  return n.toString(2).replaceAll('0', '').length;
}
