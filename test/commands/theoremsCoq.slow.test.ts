import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkWithCoq, coqVersion } from '../../src/commands/checkWithCoq.js';
import { coqFile, PRELUDE } from '../../src/theory/claims/coqFile.js';
import { coqFiles } from '../../src/theory/coqFiles.js';
import { theorems } from '../../src/theory/index.js';

const LIMIT_MS = 600_000;
const version = await coqVersion();
// Continuous integration sets this: there a missing Coq is a failure, elsewhere it is told and passed over.
const isRequired = process.env.DICE_WORKBOOK_REQUIRE_COQ === '1';
const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-coq-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Every claim of a theorem with its right side changed, and the proof that was found for the claim itself. */
function mutated(): string {
  return theorems
    .flatMap(({ id: theorem, proof }) =>
      (proof?.claims ?? []).map(({ claim, ...rest }) => {
        const [left, sign, right] = claim.split(/ (==|<=|<|>=|>) /) as [string, string, string];
        // Less is claimed to bound more, and what is equal to be off by a hundredth.
        const changed =
          sign === '<=' || sign === '<' ? `${right} - 3` : sign === '==' ? `${right} + 1/100` : `${right} + 3`;
        const text = coqFile(theorem, [{ ...rest, claim: `${left} ${sign} ${changed}` }], []);
        const [, statement = '', script = ''] =
          /^Theorem \w+ : ([\s\S]*?)\.\nProof\.\n([\s\S]*)Qed\./m.exec(text) ?? [];
        const steps = script.trimEnd().split('\n');
        const last = steps.pop()?.trim().replace(/\.$/, '') ?? '';
        return `Goal ${statement}.\nProof.\n${steps.join('\n')}\n  Fail solve [ ${last} ].\nAbort.`;
      }),
    )
    .join('\n\n');
}

describe.skipIf(!version && !isRequired)(
  `Coq (${version ?? 'not installed: its check of the proofs is skipped'})`,
  () => {
    it(
      'accepts every statement, on no axioms but those of the real numbers',
      async () => {
        const files = coqFiles(theorems);
        for (const { module, text } of files) writeFileSync(join(folder, `${module}.v`), text);
        const result = await checkWithCoq(folder, files);
        expect(result.files.filter(({ error }) => error)).toEqual([]);
        expect(result.foreign).toEqual([]);
        expect(result.axioms.length).toBeGreaterThan(0);
        expect(result.pass).toBe(true);
      },
      LIMIT_MS,
    );

    it(
      'refuses every claim of every theorem with its right side changed',
      async () => {
        const text = `${PRELUDE}\n\n${mutated()}\n`;
        expect(text.match(/Fail/g)!.length).toBeGreaterThan(100);
        writeFileSync(join(folder, 'Mutated.v'), text);
        const { files } = await checkWithCoq(folder, [
          ...coqFiles(theorems).filter(({ module }) => module === 'Certificates'),
          { module: 'Mutated', text, theorems: [] },
        ]);
        expect(files.filter(({ error }) => error)).toEqual([]);
      },
      LIMIT_MS,
    );

    it(
      'a file that admits, assumes or errs is no proof',
      async () => {
        const broken = {
          Admitting: 'Theorem one : 1 = 2. Proof. Admitted.',
          Assuming: 'Axiom any : 1 = 2. Theorem one : 1 = 2. Proof. exact any. Qed.',
          Wrong: 'Theorem one : 1 = 2. Proof. reflexivity. Qed.',
        };
        for (const [module, text] of Object.entries(broken)) {
          writeFileSync(join(folder, `${module}.v`), text);
          expect((await checkWithCoq(folder, [{ module, text, theorems: ['one'] }])).pass, module).toBe(false);
        }
      },
      LIMIT_MS,
    );
  },
);
