/*
 * Directed rounding on IEEE 754 doubles. Each `…Down` is at most the exact result, each `…Up` at least it.
 *
 * + − * / of ECMAScript round to nearest, so the exact result lies within half a unit in the last place and one step
 * outward covers it. Math.sqrt promises no such thing: its result is certified by squaring it exactly.
 */

const HALF_ULP = 2 ** -53;
/** Slightly more than half a unit in the last place, so that `x ± (STEP·|x| + MIN_VALUE)` passes the neighbour of x. */
const STEP = HALF_ULP * (1 + 2 * HALF_ULP);

/**
 * A float below `x`: at most the next one down, and at most one further (Rump, Zimmermann, Boldo, Melquiond 2009,
 * "Computing predecessor and successor in rounding to nearest", algorithm 1). `nextDown(Infinity)` is the largest
 * finite float, since a finite result may have overflowed.
 */
export function nextDown(x: number): number {
  return x === Infinity ? Number.MAX_VALUE : x - (Math.abs(x) * STEP + Number.MIN_VALUE);
}

/** A float above `x`: the mirror image of `nextDown`. */
export function nextUp(x: number): number {
  return x === -Infinity ? -Number.MAX_VALUE : x + (Math.abs(x) * STEP + Number.MIN_VALUE);
}

/** `a + b` rounded down; exact sums stay as they are (the error term of Knuth's TwoSum decides). */
export function addDown(a: number, b: number): number {
  const sum = a + b;
  const error = roundingError(a, b, sum);
  return error >= 0 && error < Infinity ? sum : outward(a, b, sum, -1);
}

/** `a + b` rounded up. */
export function addUp(a: number, b: number): number {
  const sum = a + b;
  const error = roundingError(a, b, sum);
  return error <= 0 && error > -Infinity ? sum : outward(a, b, sum, 1);
}

/** `a · b` rounded down, with `0 · ∞ = 0`: an infinite end of an interval is no member of it. */
export function multiplyDown(a: number, b: number): number {
  if (a === 0 || b === 0) return 0;
  if (a === 1) return b;
  if (b === 1) return a;
  return isFinite(a) && isFinite(b) ? nextDown(a * b) : a * b;
}

/** `a · b` rounded up, with `0 · ∞ = 0`. */
export function multiplyUp(a: number, b: number): number {
  if (a === 0 || b === 0) return 0;
  if (a === 1) return b;
  if (b === 1) return a;
  return isFinite(a) && isFinite(b) ? nextUp(a * b) : a * b;
}

/** `a / b` rounded down, for b ≠ 0; `a / ±∞` is 0 as a limit. */
export function divideDown(a: number, b: number): number {
  if (a === 0 || b === 1) return a;
  if (!isFinite(b)) return a > 0 === b > 0 ? 0 : isFinite(a) ? -Number.MIN_VALUE : -Infinity;
  return isFinite(a) ? nextDown(a / b) : a / b;
}

/** `a / b` rounded up, for b ≠ 0. */
export function divideUp(a: number, b: number): number {
  return -divideDown(-a, b);
}

/** A float at most √x, for x ≥ 0: the candidate is lowered until its exact square is at most x. */
export function sqrtDown(x: number): number {
  refuseNegative(x);
  if (x === 0 || x === Infinity) return x;
  const [scaled, root] = scaleToUnit(x);
  let candidate = Math.sqrt(scaled);
  while (squareMinus(candidate, scaled) > 0) candidate = nextDown(candidate);
  return candidate * root;
}

/** A float at least √x, for x ≥ 0. */
export function sqrtUp(x: number): number {
  refuseNegative(x);
  if (x === 0 || x === Infinity) return x;
  const [scaled, root] = scaleToUnit(x);
  let candidate = Math.sqrt(scaled);
  while (squareMinus(candidate, scaled) < 0) candidate = nextUp(candidate);
  return candidate * root;
}

function refuseNegative(x: number): void {
  // What is no number may compare as one: `null >= 0` holds.
  if (!(typeof x === 'number' && x >= 0))
    throw new RangeError(`Expected a number of at least 0, whose root is real; got ${String(x)}.`);
}

/** The exact error `a + b − sum` (Knuth 1969, TwoSum); not finite where something overflowed or is infinite. */
function roundingError(a: number, b: number, sum: number): number {
  const bVirtual = sum - a;
  return a - (sum - bVirtual) + (b - bVirtual);
}

/** One step outward, unless an operand is itself infinite: then the infinite sum is the answer. */
function outward(a: number, b: number, sum: number, direction: -1 | 1): number {
  if (!isFinite(a) || !isFinite(b)) return sum;
  return direction < 0 ? nextDown(sum) : nextUp(sum);
}

/**
 * Writes `x = scaled · root²` with root a power of two and scaled in [1, 4): squaring there neither overflows nor
 * underflows.
 */
function scaleToUnit(x: number): [scaled: number, root: number] {
  let root = 1;
  while (x >= 4) [x, root] = x >= 2 ** 64 ? [x * 2 ** -64, root * 2 ** 32] : [x / 4, root * 2];
  while (x < 1) [x, root] = x < 2 ** -64 ? [x * 2 ** 64, root * 2 ** -32] : [x * 4, root / 2];
  return [x, root];
}

/** The sign-exact value of `r² − x` for r near √x in [1, 2] (Veltkamp's split, Dekker's product). */
function squareMinus(r: number, x: number): number {
  const shifted = 134217729 * r;
  const high = shifted - (shifted - r);
  const low = r - high;
  const square = r * r;
  const error = high * high - square + 2 * high * low + low * low;
  return square - x + error;
}
