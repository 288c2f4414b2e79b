import { join } from 'node:path';
import { coqFiles } from '../theory/coqFiles.js';
import { constantText, theorems } from '../theory/index.js';
import { checkTheorems, type CheckedTheorem } from '../theory/checkTheorems.js';
import { UserError } from '../userError.js';
import { writeWhole } from '../writeWhole.js';
import { checkWithCoq } from './checkWithCoq.js';
import type { Command } from './command.js';

/** A statement and all that was checked of it, as lines of text. */
export function describeRow(row: CheckedTheorem): string {
  const lines = [
    `${row.pass ? 'pass' : 'FAIL'}  ${row.name}  (${row.id}, ${row.durationS.toFixed(2)} s)`,
    `      source: ${row.source} [${row.standing}]`,
    `      constant: ${constantText(row.constant)}`,
    ...row.evidence.map(({ kind, claim, reach, pass }) => `      ${pass ? '✓' : '✗'} ${kind}: ${claim} — ${reach}`),
    ...row.controls.map(({ claim, rejected }) => `      ${rejected ? '✓ rejected' : '✗ NOT REJECTED'}: ${claim}`),
  ];
  if (row.witness) lines.push(`      witness: ${row.witness}`);
  return lines.join('\n');
}

export const command: Command = {
  summary: 'Checks every theorem and prints its constant, evidence and negative controls.',
  usage: `npx dice-workbook theorems [--json]
npx dice-workbook theorems --coq <folder> [--check]

  --json           one JSON array on standard output, an object a statement
  --coq <folder>   writes the claims as files of Coq instead, with the proofs by hand that stand on them
  --check          and has Coq check them (coqc 8.16 or newer, on Debian: apt-get install coq)

The exit code is 1 if a check fails or a negative control is not rejected.

Example: npx dice-workbook theorems --coq proofs --check`,
  options: {
    json: { type: 'boolean', default: false },
    coq: { type: 'string' },
    check: { type: 'boolean', default: false },
  },
  async run({ json, coq, check }) {
    if (typeof coq === 'string') return (await writeCoq(coq, check === true)) ? 0 : 1;
    if (check) throw new UserError('--check goes with --coq <folder>, which says where the files of Coq are written.');
    const rows = await checkTheorems();
    process.stdout.write(
      json
        ? `${JSON.stringify(rows, (key, value: unknown) => (key === 'proven' || key === 'disproven' ? undefined : value), 1)}\n`
        : `${rows.map(describeRow).join('\n\n')}\n`,
    );
    return rows.every((row) => row.pass) ? 0 : 1;
  },
};

async function writeCoq(folder: string, check: boolean): Promise<boolean> {
  const files = coqFiles(theorems);
  for (const { module, text } of files) writeWhole(join(folder, `${module}.v`), text);
  const count = files.reduce((sum, file) => sum + file.theorems.length, 0);
  process.stdout.write(`${count} statements in ${files.length} files written to ${folder}\n`);
  if (!check) return true;
  const result = await checkWithCoq(folder, files);
  process.stdout.write(`${result.version}\n`);
  for (const { module, theorems, error } of result.files)
    process.stdout.write(error ? `FAIL  ${module}: ${error}\n` : `pass  ${module}: ${theorems.length} statements\n`);
  process.stdout.write(`axioms: ${result.axioms.join(', ')}\n`);
  for (const axiom of result.foreign)
    process.stdout.write(`FAIL  ${axiom} is none of the axioms of the real numbers\n`);
  return result.pass;
}
