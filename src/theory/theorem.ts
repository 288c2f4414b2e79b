import { holds, refuted, type Claim, type FalseClaim } from './claims/claim.js';
import { claimText, domainText } from './claims/claimText.js';
import type { Proof } from './proofs/proof.js';

/**
 * *exact*: rational arithmetic over every member of a finite set; *enclosed*: outward-rounded intervals over a
 * continuum; *certified*: algebra, checked by exact arithmetic, that proves the statement: an identity, and for an
 * inequality the sign of what is left.
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
  /** The claim as a tree, where it is one: a notebook shows it in LaTeX. */
  proven?: Claim;
}

/** A claim that is false, put through the same checker: it must be rejected. */
export interface NegativeControl {
  claim: string;
  rejected: boolean;
  /** The claim as a tree, where it is one. */
  disproven?: FalseClaim;
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
  /** The claims by which it is proven; Coq checks them too. */
  proof?: Proof;
  /** Runs every check; seconds at most. */
  check(): TheoremResult | Promise<TheoremResult>;
}

/** Joins evidence and controls into a result. */
export function theoremResult(evidence: Evidence[], controls: NegativeControl[], witness?: string): TheoremResult {
  const pass =
    evidence.length > 0 && controls.length > 0 && evidence.every((e) => e.pass) && controls.every((c) => c.rejected);
  return { evidence, controls, ...(witness === undefined ? {} : { witness }), pass };
}

/** A claim, proven by exact arithmetic for every number in its domain. */
export function certified(claim: Claim): Evidence {
  return { kind: 'certified', claim: claimText(claim), reach: domainText(claim), pass: holds(claim), proven: claim };
}

/** A false claim, which the same arithmetic must refuse, and which fails at a place of its domain. */
export function refused(claim: FalseClaim): NegativeControl {
  const at = Object.entries(claim.at).map(([name, value]) => `${name} = ${value}`);
  return { claim: `${claimText(claim)} (false at ${at.join(', ')})`, rejected: refuted(claim), disproven: claim };
}

/** The evidence and the controls of a proof: its claims and its false claims. */
export function provenBy({ claims, falseClaims }: Proof): { evidence: Evidence[]; controls: NegativeControl[] } {
  return { evidence: claims.map(certified), controls: falseClaims.map(refused) };
}

/** A statement about every member of a finite set, decided in exact arithmetic. */
export function exact(claim: string, reach: string, pass: boolean): Evidence {
  return { kind: 'exact', claim, reach, pass };
}

/**
 * A statement about a continuum, decided by an enclosure.
 *
 * @throws RangeError where the ends are not in order: such a pair encloses nothing.
 */
export function enclosed(claim: string, { lower, upper }: { lower: number; upper: number }, pass: boolean): Evidence {
  if (!(lower <= upper))
    throw new RangeError(`An enclosure needs lower <= upper; got [${lower}, ${upper}] for: ${claim}`);
  return {
    kind: 'enclosed',
    claim,
    reach: `[${lower.toFixed(12)}, ${upper.toFixed(12)}], width ${(upper - lower).toExponential(1)}`,
    pass,
  };
}
