import { readFileSync } from 'node:fs';
import { coqFile } from './claims/coqFile.js';
import type { Theorem } from './theorem.js';

/** Proofs by hand, and what all proofs stand on, lie beside the claims; the package ships its sources. */
const BY_HAND = new URL('../../src/theory/proofs/', import.meta.url);

/** Tactics, and lemmas that several proofs by hand stand on. */
const COMMON = ['Certificates', 'Laws', 'Logarithm'];

/** A file of Coq: its module, its text, and the theorems in it. */
export interface CoqFile {
  module: string;
  text: string;
  theorems: string[];
}

/** `DiceJaccard` of `dice-jaccard`. */
export function coqModule({ id }: Theorem): string {
  return id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * The files by which Coq checks theorems, each after those that it requires: tactics and lemmas, what is generated from
 * the claims, and the proofs by hand.
 */
export function coqFiles(theorems: readonly Theorem[]): CoqFile[] {
  const byHand = (module: string, names: string[]): CoqFile => ({
    module,
    text: readFileSync(new URL(`${module}.v`, BY_HAND), 'utf8'),
    theorems: names,
  });
  const generated = theorems.flatMap((theorem) => {
    const { proof, name } = theorem;
    if (!proof) return [];
    const names = [...proof.claims.map(({ id }) => id), ...proof.falseClaims.map(({ id }) => `not_${id}`)];
    return [{ module: coqModule(theorem), text: coqFile(name, proof.claims, proof.falseClaims), theorems: names }];
  });
  const onTop = theorems.flatMap(({ proof }) =>
    proof?.byHand
      ? [
          byHand(
            proof.byHand.file,
            proof.byHand.theorems.map(({ id }) => id),
          ),
        ]
      : [],
  );
  return [...COMMON.map((module) => byHand(module, [])), ...generated, ...onTop];
}

/** How many statements of a theorem Coq checks, the negations of its false claims among them. */
export function statementsOf({ proof }: Theorem): number {
  return proof ? proof.claims.length + proof.falseClaims.length + (proof.byHand?.theorems.length ?? 0) : 0;
}
