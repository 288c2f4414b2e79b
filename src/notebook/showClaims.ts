import assert from 'node:assert/strict';
import { constantText, type Theorem } from '../theory/index.js';
import { table } from './table.js';

/**
 * Checks theorems and shows a row for each: statement, constant, kinds of evidence, negative controls, origin of the
 * wording.
 *
 * @throws AssertionError where a statement does not hold; the table is shown before
 */
export async function showClaims(theorems: readonly Theorem[]): Promise<void> {
  const rows = [];
  for (const theorem of theorems) {
    const { name, source, standing, constant } = theorem;
    const { evidence, controls, pass } = await theorem.check();
    rows.push({
      name,
      constant: constantText(constant),
      evidence: [...new Set(evidence.map(({ kind }) => kind))].join(', '),
      controls: `${controls.filter(({ rejected }) => rejected).length} of ${controls.length} rejected`,
      source: `${source} (${standing})`,
      pass,
    });
  }
  table(rows, {
    columns: {
      name: 'Statement',
      constant: 'Constant',
      evidence: 'Evidence',
      controls: 'Negative controls',
      source: 'Source',
      pass: 'Holds',
    },
  });
  assert.deepEqual(
    rows.filter(({ pass }) => !pass).map(({ name }) => name),
    [],
    'statements that do not hold',
  );
}
