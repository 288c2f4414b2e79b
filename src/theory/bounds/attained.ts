import type { Counts, Measure } from '../../overlap/index.js';
import type { ErrorBound, Witness } from './errorBound.js';
import type { Radicals } from './radicals.js';
import type { Place } from './place.js';
import { lowerEnd } from './valueAt.js';
import { witnesses, type Family } from './witnesses.js';

/** Far enough apart to show growth even where weights of a thousand to one delay it. */
const FAMILY_MEMBERS = [10n, 10n ** 6n, 10n ** 12n];

/** One of the two measures, as a function and as a formula. */
export interface Side {
  measure: Measure;
  formula: Radicals;
}

/** The error at concrete counts, or undefined where one of the measures or the error is. */
export type Evaluate = (counts: Counts<bigint>) => Witness | undefined;

/**
 * Turns an upper bound and the place that it belongs to into an enclosure whose lower end concrete masks attain.
 *
 * @throws Error where the masks exceed the upper bound: then the search that found it is wrong.
 */
export function attained(place: Place, upper: number, tolerance: number, evaluate: Evaluate): ErrorBound {
  let best: { lower: number; witness: Witness } | undefined;
  for (const counts of witnesses(place)) {
    const witness = evaluate(counts);
    if (!witness || witness.error === 'infinite') continue;
    const lower = lowerEnd(witness.error);
    if (!best || lower > best.lower) best = { lower, witness };
    if (best.lower >= upper - tolerance) break;
  }
  if (!best) throw new RangeError('The two measures are nowhere defined together.');
  if (best.lower > upper) {
    const { tp, fp, fn, tn } = best.witness;
    throw new Error(
      `The error ${best.lower} at tp = ${tp}, fp = ${fp}, fn = ${fn}, tn = ${tn} exceeds the upper bound ${upper} that was proven: one of the two is wrong. Please report it with the two measures.`,
    );
  }
  return { lower: best.lower, upper, witness: best.witness };
}

/** Rounding may put the ends of an error of zero below zero, where no error is. */
export function notNegative(bound: ErrorBound): ErrorBound {
  return { ...bound, lower: Math.max(0, bound.lower), upper: Math.max(0, bound.upper) };
}

/** An error that grows beyond all bounds, with the members of a family of masks that show it. */
export function boundless(candidates: readonly Family[], evaluate: Evaluate): ErrorBound {
  const shown = candidates.map((family) => ({
    family,
    members: FAMILY_MEMBERS.map((k) => evaluate(family(k))).filter((witness) => witness !== undefined),
  }));
  // Where one family is undefined, or stays away from the growth, another one is not.
  const { family, members } =
    shown.find(
      ({ members }) =>
        members.length === FAMILY_MEMBERS.length &&
        members.every((member, i) => i === 0 || exceeds(member, members[i - 1]!)),
    ) ??
    shown.find(({ members }) => members.length > 0) ??
    refuseHiddenPole();
  const { tp, fp, fn, tn } = family(FAMILY_MEMBERS[0]!);
  const description = `the error grows without end along the family whose members for k = ${FAMILY_MEMBERS.join(', ')} are given; the first is tp = ${tp}, fp = ${fp}, fn = ${fn}, tn = ${tn}`;
  return { lower: Infinity, upper: Infinity, witness: members.at(-1)!, family: { description, members } };
}

function refuseHiddenPole(): never {
  throw new RangeError(
    'A denominator vanishes where one of the measures is not defined (a root of a negative number), and no masks nearby have an error: expected measures that are defined on all sides of their poles.',
  );
}

const exceeds = (one: Witness, other: Witness): boolean =>
  one.error === 'infinite' || (other.error !== 'infinite' && lowerEnd(one.error) > lowerEnd(other.error));
