import type { Algebraic } from '../rigor/index.js';
import { RationalFunction } from '../rigor/index.js';
import type { Evidence, NegativeControl } from './theorem.js';

/** An identity `left = right` between rational functions, decided by exact arithmetic. */
export function certified(claim: string, left: Algebraic, right: Algebraic): Evidence {
  const [l, r] = [RationalFunction.from(left), RationalFunction.from(right)];
  const names = [...new Set([l, r].flatMap((f) => [...f.numerator.variables(), ...f.denominator.variables()]))].sort();
  const roots = names.filter((name) => name.startsWith('√'));
  const others = names.filter((name) => !name.startsWith('√'));
  return { kind: 'certified', claim, reach: `identity in ${roots.length > 0 ? `Q(${roots.join(', ')})` : 'Q'}(${others.join(', ')})`, pass: l.equals(r) };
}

/** A false identity, which the same arithmetic must refuse. */
export function refusedIdentity(claim: string, left: Algebraic, right: Algebraic): NegativeControl {
  return { claim, rejected: !RationalFunction.from(left).equals(right) };
}

/** A statement about every member of a finite set, decided in exact arithmetic. */
export function exact(claim: string, reach: string, pass: boolean): Evidence {
  return { kind: 'exact', claim, reach, pass };
}

/** A statement about a continuum, decided by an enclosure. */
export function enclosed(claim: string, { lower, upper }: { lower: number; upper: number }, pass: boolean): Evidence {
  return { kind: 'enclosed', claim, reach: `[${lower.toFixed(12)}, ${upper.toFixed(12)}], width ${(upper - lower).toExponential(1)}`, pass };
}
