import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { coqFiles, coqModule, statementsOf } from '../../src/theory/coqFiles.js';
import { theorems } from '../../src/theory/index.js';

const FOLDER = fileURLToPath(new URL('../../src/theory/proofs/', import.meta.url));
const files = coqFiles(theorems);
const committed = (module: string) => readFileSync(`${FOLDER}${module}.v`, 'utf8');

describe('the files of Coq', () => {
  it.each(files.map(({ module, text }) => [module, text] as const))(
    '%s.v is what `npx dice-workbook theorems --coq src/theory/proofs` writes',
    (module, text) => expect(committed(module)).toBe(text),
  );

  it('are all that is committed', () => {
    const present = readdirSync(FOLDER).filter((name) => name.endsWith('.v') && name !== 'Assumptions.v');
    expect(present.sort()).toEqual(files.map(({ module }) => `${module}.v`).sort());
  });

  it('assume nothing and admit nothing', () => {
    for (const { module, text } of files) {
      const code = text.replace(/\(\*[\s\S]*?\*\)/g, '');
      expect(code, module).not.toMatch(
        /\b(Admitted|admit|Axiom|Parameter|Conjecture|Hypothesis|Variable|Abort|Unset)\b/,
      );
    }
  });

  it('state every claim, and every false claim negated, once', () => {
    for (const { module, text, theorems: names } of files) {
      const stated = [...text.matchAll(/^Theorem (\w+)/gm)].map(([, name]) => name);
      expect(stated, module).toEqual(names);
      expect(text.match(/^Qed\.$/gm)?.length ?? 0, module).toBeGreaterThanOrEqual(names.length);
    }
  });

  it.each(theorems.filter(({ proof }) => proof?.byHand).map((theorem) => [theorem.id, theorem] as const))(
    '%s: the proof by hand stands on the claims in TypeScript, and uses them',
    (_, theorem) => {
      const { claims, byHand } = theorem.proof!;
      const text = committed(byHand!.file);
      expect(text).toMatch(new RegExp(`From DiceWorkbook Require Import .*\\b${coqModule(theorem)}\\b`));
      const used = claims.filter(({ id }) => new RegExp(`\\b${id}\\b`).test(text));
      // Two of them need no more than the arithmetic of the claims.
      if (theorem.id !== 'dice-jaccard' && theorem.id !== 'batch-and-image') expect(used.length).toBeGreaterThan(0);
    },
  );

  it('count the statements that the README tells', () => {
    const total = theorems.reduce((sum, theorem) => sum + statementsOf(theorem), 0);
    expect(total).toBe(files.reduce((sum, file) => sum + file.theorems.length, 0));
    expect(total).toBeGreaterThan(150);
  });
});
