import { beforeAll, describe, expect, it } from 'vitest';
import type { Theorem, TheoremResult } from 'dice-workbook/theory';

/**
 * The promises every theorem makes: each check passes, each false claim is rejected by the same checker, and its limits
 * are told.
 */
export function describeTheorem(theorem: Theorem, more: (result: () => TheoremResult) => void = () => {}): void {
  describe(theorem.id, () => {
    let result: TheoremResult;
    beforeAll(async () => {
      result = await theorem.check();
    });
    it('passes every check', () => expect(result.evidence.filter(({ pass }) => !pass)).toEqual([]));
    it('rejects every false claim', () => {
      expect(result.controls.length).toBeGreaterThan(0);
      expect(result.controls.filter(({ rejected }) => !rejected)).toEqual([]);
    });
    it('holds altogether', () => expect(result.pass).toBe(true));
    it('says what it does not show', () => expect(theorem.notShown.length).toBeGreaterThan(20));
    more(() => result);
  });
}
