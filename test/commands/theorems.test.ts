import { describe, expect, it } from 'vitest';
import { describeRow } from '../../src/commands/theorems.js';
import { theorems } from '../../src/theory/index.js';

describe('npx dice-workbook theorems', () => {
  it('every theorem has an id of its own, a source, a standing, a constant and a word on what is not shown', () => {
    expect(new Set(theorems.map(({ id }) => id)).size).toBe(theorems.length);
    for (const { id, source, standing, constant, notShown, statement } of theorems) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(['read', 'recalled', 'derived']).toContain(standing);
      expect(
        [source, constant.closedForm, constant.decimals, notShown, statement].every((text) => text.length > 0),
        id,
      ).toBe(true);
    }
  });
  const row = {
    id: 'x',
    name: 'X',
    source: 'nowhere',
    standing: 'derived' as const,
    statement: 'x = x',
    constant: { closedForm: '1', decimals: '1.0' },
    notShown: 'all',
    durationS: 0.5,
    evidence: [{ kind: 'exact' as const, claim: '1 = 1', reach: 'once', pass: true }],
    controls: [{ claim: '1 = 2', rejected: true }],
    pass: true,
  };
  it('a row tells source, constant, evidence, reach, control and time', () => {
    const text = describeRow(row);
    for (const part of [
      'pass  X',
      '0.50 s',
      'nowhere [derived]',
      '1 (in decimals: 1.0)',
      '✓ exact: 1 = 1 — once',
      '✓ rejected: 1 = 2',
    ])
      expect(text).toContain(part);
  });
  it('a failed check and a control that was not rejected stand out', () => {
    const text = describeRow({
      ...row,
      pass: false,
      evidence: [{ ...row.evidence[0]!, pass: false }],
      controls: [{ claim: '1 = 2', rejected: false }],
    });
    for (const part of ['FAIL  X', '✗ exact', '✗ NOT REJECTED']) expect(text).toContain(part);
  });
});
