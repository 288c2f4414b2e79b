import { RationalFunction, type Algebraic } from '../rigor/index.js';

/**
 * *exact*: rational arithmetic over every member of a finite set; *enclosed*: outward-rounded intervals over a
 * continuum; *certified*: an algebraic identity, checked by exact arithmetic, that proves the statement.
 */
export type EvidenceKind = 'exact' | 'enclosed' | 'certified';

/** One check of a statement, carried out. */
export interface Evidence {
  kind: EvidenceKind;
  /** What was checked, in one sentence. */
  claim: string;
  /** How far: "every count up to n = 40 (12 341 of them)", "width 8e-13", "identity in Q(x)". */
  reach: string;
  pass: boolean;
}

/** A claim that is false, put through the same checker: it must be rejected. */
export interface NegativeControl {
  claim: string;
  rejected: boolean;
}

export interface TheoremResult {
  evidence: Evidence[];
  controls: NegativeControl[];
  /** A concrete example that attains or approaches the constant, in words with exact fractions. */
  witness?: string;
  /** Every evidence passes and every control is rejected. */
  pass: boolean;
}

/** A statement with everything that checks it. */
export interface Theorem {
  /** Stable id in kebab case: `dice-jaccard`. */
  id: string;
  name: string;
  /** Where it is stated, with its number where known: "Proposition 1 of the paper". */
  source: string;
  /** How the wording was come by: read in a public source, recalled from the paper, or derived here. */
  standing: 'read' | 'recalled' | 'derived';
  /** The statement in LaTeX, as a notebook shows it. */
  statement: string;
  /** The constant in closed form and in decimals: `{closedForm: '3 − 2√2', decimals: '0.171572875…'}`. */
  constant: { closedForm: string; decimals: string };
  /** What the evidence does not show. */
  notShown: string;
  /** Runs every check; seconds at most. */
  check(): TheoremResult | Promise<TheoremResult>;
}

/** Joins evidence and controls into a result. */
export function theoremResult(evidence: Evidence[], controls: NegativeControl[], witness?: string): TheoremResult {
  const pass =
    evidence.length > 0 && controls.length > 0 && evidence.every((e) => e.pass) && controls.every((c) => c.rejected);
  return { evidence, controls, ...(witness === undefined ? {} : { witness }), pass };
}

/** An identity `left = right` between rational functions, decided by exact arithmetic. */
export function certified(claim: string, left: Algebraic, right: Algebraic): Evidence {
  const [l, r] = [RationalFunction.from(left), RationalFunction.from(right)];
  const names = [...new Set([l, r].flatMap((f) => [...f.numerator.variables(), ...f.denominator.variables()]))].sort();
  const roots = names.filter((name) => name.startsWith('√'));
  const others = names.filter((name) => !name.startsWith('√'));
  return {
    kind: 'certified',
    claim,
    reach: `identity in ${roots.length > 0 ? `Q(${roots.join(', ')})` : 'Q'}(${others.join(', ')})`,
    pass: l.equals(r),
  };
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
  return {
    kind: 'enclosed',
    claim,
    reach: `[${lower.toFixed(12)}, ${upper.toFixed(12)}], width ${(upper - lower).toExponential(1)}`,
    pass,
  };
}
