import { Interval, interval } from './interval.js';
import { addUp } from './rounding.js';

/** After so many boxes a search knows the first digit, or never will. */
const FIRST_DIGIT_BOXES = 20_000;
/** After so many it is looked for the first time whether it is on the way there. */
const FIRST_LOOK_BOXES = 1_000;

/** A product of intervals, one for each coordinate. */
export type Box = readonly Interval[];

export interface Objective {
  /** An interval that holds the function's value at every point of the box. */
  enclose(box: Box): Interval;
  /**
   * For each coordinate, an interval that holds the partial derivative at every point of the box. Speeds the search;
   * default: none.
   */
  gradient?(box: Box): Interval[];
}

export interface MaximiseOptions {
  /** Stop once `upper − lower` is at most this; default 1e-9. */
  tolerance?: number;
  /**
   * Stop after this many boxes, with the enclosure reached so far (rigorous, only wider); default 1 000 000. Where 20 000
   * leave not one digit certain, as with coefficients of a hundred digits, more would not help, and it stops as well; so it
   * does after n from 1000 up that leave a gap more than 20 000/n times as wide as that.
   */
  maxBoxes?: number;
  /** No value exceeds this, from knowledge about the function: a cap on every upper bound; default ∞. */
  cap?: number;
  /** A lower bound of the maximum that is already known; default −∞. */
  floor?: number;
}

export interface Maximum {
  /** `lower ≤ maximum ≤ upper`. */
  lower: number;
  upper: number;
  /** The best point met; its value is at least `lower` unless `floor` is better than every point met. */
  at: number[];
  boxes: number;
}

/** A function on a box; several pieces, each with its own coordinates, may describe one function. */
export interface Piece {
  objective: Objective;
  box: Box;
}

/**
 * Encloses the largest value of a function over a union of closed boxes, by branch and bound.
 *
 * Every box is bounded by the objective's interval extension, sharpened by the mean value form `f(c) + ∇f(X)·(X − c)`;
 * a box on which one partial derivative keeps its sign is replaced by the face that carries its maximum. Both follow
 * from the mean value theorem, so they are used only where the values are enclosed by finite numbers: a pole inside
 * the box, beside which a derivative may well keep its sign, makes the enclosure infinite. Boxes are taken in the order
 * of their upper bounds and halved along the widest coordinate. Since nothing is discarded but boxes that cannot beat a
 * value already attained, `lower ≤ max f ≤ upper` holds whenever it stops, whatever the rounding.
 *
 * @throws RangeError where a box is unbounded, which has no middle to be halved at, or is none
 */
export function maximise(objective: Objective, boxes: readonly Box[], options: MaximiseOptions = {}): Maximum {
  return maximisePieces(
    asList(boxes).map((box) => ({ objective, box })),
    options,
  );
}

function asList<T>(list: readonly T[]): readonly T[] {
  if (Array.isArray(list)) return list;
  throw new RangeError(`Expected a list of boxes or pieces; got ${String(list)}.`);
}

const isPiece = (piece: Piece | null | undefined): boolean =>
  typeof piece?.objective?.enclose === 'function' &&
  Array.isArray(piece.box) &&
  piece.box.every((side) => side instanceof Interval);

/** `maximise` over several pieces at once: `piece` tells to which of them `at` belongs. */
export function maximisePieces(pieces: readonly Piece[], options: MaximiseOptions = {}): Maximum & { piece: number } {
  if (!Array.from(asList(pieces)).every(isPiece))
    throw new RangeError('Expected objectives with a function `enclose`, on boxes that are lists of intervals.');
  const { tolerance = 1e-9, maxBoxes = 1_000_000, cap = Infinity, floor = -Infinity } = options;
  const queue = new Queue();
  let lower = floor;
  let at: number[] = [];
  let best = -Infinity;
  let bestPiece = 0;
  let count = 0;

  const enter = (given: Box, piece: number, inherited: number): void => {
    count++;
    const { box, upper, centre, value } = bound(pieces[piece]!.objective, given);
    if (value > best || at.length === 0) [best, bestPiece, at] = [value, piece, centre.map((side) => side.lower)];
    lower = Math.max(lower, value);
    const bounded = Math.min(upper, inherited, cap);
    if (bounded > lower) queue.push({ box, piece, upper: bounded });
  };

  const unbounded = pieces.flatMap(({ box }) => box).find((side) => !isBounded(side));
  if (unbounded)
    throw new RangeError(
      `Expected boxes with finite ends; got the side ${unbounded}. Map it to a bounded one, as x ↦ x/(1 + x) does.`,
    );
  pieces.forEach(({ box }, piece) => enter(box, piece, Infinity));
  while (count < maxBoxes) {
    const top = queue.peek();
    if (!top || addUp(top.upper, -lower) <= tolerance) break;
    const hopeless = (1 + Math.abs(lower)) * Math.max(1, FIRST_DIGIT_BOXES / count);
    if (count >= FIRST_LOOK_BOXES && addUp(top.upper, -lower) > hopeless) break;
    const sides = split(top.box);
    // A point, or a box where floats are exhausted, cannot be divided, and its bound has to stand.
    if (!sides) break;
    queue.pop();
    for (const side of sides) enter(side, top.piece, top.upper);
  }
  return { lower, upper: Math.max(lower, queue.peek()?.upper ?? -Infinity), at, piece: bestPiece, boxes: count };
}

/** The face that carries the box's maximum, an upper bound on it, and a value attained at its centre. */
function bound(objective: Objective, given: Box): { box: Box; upper: number; centre: Box; value: number } {
  const whole = objective.enclose(given);
  const gradient = isBounded(whole) ? objective.gradient?.(given) : undefined;
  const box = gradient
    ? given.map((side, i) =>
        gradient[i]!.lower >= 0 ? interval(side.upper) : gradient[i]!.upper <= 0 ? interval(side.lower) : side,
      )
    : given;
  const centre = box.map((side) => interval(side.middle()));
  const middle = objective.enclose(centre);
  let meanValue = middle;
  box.forEach((side, i) => {
    if (side.lower < side.upper)
      meanValue = meanValue.add(gradient?.[i]!.multiply(side.subtract(centre[i]!)) ?? Interval.entire);
  });
  const upper = box === given ? whole.upper : objective.enclose(box).upper;
  return { box, upper: Math.min(upper, meanValue.upper), centre, value: middle.lower };
}

function isBounded({ lower, upper }: Interval): boolean {
  return Number.isFinite(lower) && Number.isFinite(upper);
}

function split(box: Box): [Box, Box] | undefined {
  let widest = 0;
  box.forEach((side, i) => {
    if (side.upper - side.lower > box[widest]!.upper - box[widest]!.lower) widest = i;
  });
  const side = box[widest];
  if (!side) return undefined;
  const middle = side.middle();
  if (middle === side.lower || middle === side.upper) return undefined;
  return [box.with(widest, interval(side.lower, middle)), box.with(widest, interval(middle, side.upper))];
}

interface Entry {
  box: Box;
  piece: number;
  upper: number;
}

/** A binary heap with the largest upper bound on top. */
class Queue {
  private readonly heap: Entry[] = [];

  peek(): Entry | undefined {
    return this.heap[0];
  }

  push(entry: Entry): void {
    const { heap } = this;
    let i = heap.push(entry) - 1;
    while (i > 0 && heap[(i - 1) >> 1]!.upper < heap[i]!.upper) i = this.swap(i, (i - 1) >> 1);
  }

  pop(): void {
    const { heap } = this;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    heap[0] = last;
    for (let i = 0; ;) {
      let largest = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < heap.length && heap[child]!.upper > heap[largest]!.upper) largest = child;
      if (largest === i) return;
      i = this.swap(i, largest);
    }
  }

  private swap(i: number, j: number): number {
    [this.heap[i], this.heap[j]] = [this.heap[j]!, this.heap[i]!];
    return j;
  }
}
