import { theorems, type Theorem, type TheoremResult } from '../theory/index.js';
import { progress } from '../progress.js';
import type { Command } from './command.js';

/** One statement with the outcome of its checks. */
export interface CheckedTheorem
  extends Omit<TheoremResult, 'pass'>, Pick<Theorem, 'id' | 'name' | 'source' | 'standing' | 'constant' | 'notShown'> {
  durationS: number;
  pass: boolean;
}

/** Checks every theorem, with progress. */
export async function checkTheorems(): Promise<CheckedTheorem[]> {
  const rows: CheckedTheorem[] = [];
  const bar = progress('theorems', theorems.length);
  for (const theorem of theorems) {
    const { id, name, source, standing, constant, notShown } = theorem;
    bar.update(rows.length, name);
    const start = performance.now();
    const result = await theorem.check();
    rows.push({
      id,
      name,
      source,
      standing,
      constant,
      notShown,
      ...result,
      durationS: (performance.now() - start) / 1000,
    });
  }
  bar.end(`${rows.filter((row) => row.pass).length} of ${rows.length} statements hold`);
  return rows;
}

/** A statement and all that was checked of it, as lines of text. */
export function describeRow(row: CheckedTheorem): string {
  const lines = [
    `${row.pass ? 'pass' : 'FAIL'}  ${row.name}  (${row.id}, ${row.durationS.toFixed(2)} s)`,
    `      source: ${row.source} [${row.standing}]`,
    `      constant: ${row.constant.closedForm} = ${row.constant.decimals}`,
    ...row.evidence.map(({ kind, claim, reach, pass }) => `      ${pass ? '✓' : '✗'} ${kind}: ${claim} — ${reach}`),
    ...row.controls.map(({ claim, rejected }) => `      ${rejected ? '✓ rejected' : '✗ NOT REJECTED'}: ${claim}`),
  ];
  if (row.witness) lines.push(`      witness: ${row.witness}`);
  return lines.join('\n');
}

export const command: Command = {
  summary: 'Checks every theorem and prints its constant, evidence and negative controls.',
  usage: `npx dice-workbook theorems [--json]

  --json   one JSON array on standard output, an object a statement

The exit code is 1 if a check fails or a negative control is not rejected.

Example: npx dice-workbook theorems --json`,
  options: { json: { type: 'boolean', default: false } },
  async run({ json }) {
    const rows = await checkTheorems();
    process.stdout.write(json ? `${JSON.stringify(rows, null, 1)}\n` : `${rows.map(describeRow).join('\n\n')}\n`);
    return rows.every((row) => row.pass) ? 0 : 1;
  },
};
