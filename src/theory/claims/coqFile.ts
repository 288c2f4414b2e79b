import { certificateOf, differenceOf, readClaim, type Claim, type FalseClaim } from './claim.js';
import { coq, coqRelation, divisors, roots } from './coq.js';
import { expression, type Expression, type Relation } from './expression.js';

/** What a file of proofs begins with; `Certificates` holds the tactic `certify` and the lemmas behind it. */
export const PRELUDE = [
  'From Coq Require Import Reals Lra Psatz.',
  'From DiceWorkbook Require Import Certificates.',
  'Local Open Scope R_scope.',
].join('\n');

/** The Coq file of a theorem's claims and of the negations of its false claims. */
export function coqFile(title: string, claims: readonly Claim[], falseClaims: readonly FalseClaim[]): string {
  return [
    `(* ${title}. Generated from the claims in TypeScript by \`npx dice-workbook theorems --coq\`. *)`,
    PRELUDE,
    ...claims.map(coqTheorem),
    ...falseClaims.map(coqNegation),
    '',
  ].join('\n\n');
}

/** The statement: `forall tp fp fn : R, let D := … in 0 <= tp -> … -> D - J <= …`. */
export function coqStatement(given: Claim): string {
  const { names, stated } = readClaim(given);
  const { where, some, hypotheses, obligations, claim } = stated;
  const abbreviations = [...where].map(([name, tree]) => `  let ${name} := ${coq(tree)} in`);
  const exists = [
    `  exists ${[...some.keys()].join(' ')} : R,`,
    ...abbreviations,
    `  ${[...obligations, claim].map(coqRelation).join(' /\\ ')}`,
  ];
  return [
    ...(names.length > 0 ? [`forall ${names.join(' ')} : R,`] : []),
    ...(some.size === 0 ? abbreviations : []),
    ...hypotheses.map((one) => `  ${coqRelation(one)} ->`),
    ...(some.size === 0 ? [`  ${coqRelation(claim)}`] : exists),
  ].join('\n');
}

function coqTheorem(given: Claim): string {
  const read = readClaim(given);
  const { hypotheses, obligations, claim, because, stated } = read;
  const sides = [...hypotheses, ...obligations, claim].flatMap(({ left, right }) => [left, right]);
  const everything = [...sides, ...(because ? [because] : [])];
  const { difference } = differenceOf(claim);
  const witnesses = [...stated.some.values()].map(coq);
  const goals = [
    ...obligations.map(() => 'sign'),
    finish(claim, (claim.sign === '==' ? undefined : certificateOf(read)) ?? because ?? difference),
  ];
  return [
    `(* ${given.says} *)`,
    `Theorem ${given.id} : ${coqStatement(given)}.`,
    'Proof.',
    '  start.',
    ...[...new Set(everything.flatMap(roots))].map((under) => `  know_root (${under}).`),
    ...[...new Set(everything.flatMap(divisors))].map((divisor) => `  know_positive (${divisor}).`),
    ...(witnesses.length > 0 ? [`  ${witnesses.map((term) => `exists (${term})`).join('; ')}; cbv zeta.`] : []),
    ...goals.flatMap((tactic, i) => (i < goals.length - 1 ? [`  split; [ ${tactic} | ].`] : [`  ${tactic}.`])),
    'Qed.',
  ].join('\n');
}

/** How the claim itself is finished: by field arithmetic, and for an inequality by the sign of its certificate. */
function finish(claim: Relation, because: Expression): string {
  if (claim.sign === '==') return claim.left.kind === 'derivative' ? 'derive' : 'identity';
  const strict = claim.sign === '<' || claim.sign === '>';
  return `${strict ? 'certify_strictly' : 'certify'} (${coq(because)})`;
}

/** `~ (the false claim)`, shown by the place at which it fails. */
function coqNegation({ at, ...given }: FalseClaim): string {
  const { names } = readClaim(given);
  const values = names.map((name) => `(${coq(expression(at[name] ?? name))})`);
  return [
    `(* False: ${given.says} *)`,
    `Theorem not_${given.id} : ~ (${coqStatement(given)}).`,
    'Proof.',
    `  intros claimed; specialize (claimed ${values.join(' ')}); cbv zeta in claimed; contradict.`,
    'Qed.',
  ].join('\n');
}
