import { describe, expect, it } from 'vitest';
import { holds, readClaim, refuted, type Claim, type FalseClaim } from '../../../src/theory/claims/claim.js';
import { claimText, domainText } from '../../../src/theory/claims/claimText.js';
import { coqStatement } from '../../../src/theory/claims/coqFile.js';
import { latexRelation } from '../../../src/theory/claims/latex.js';
import { certified, enclosed, refused, theoremResult, theorems } from '../../../src/theory/index.js';

const claim = (text: string, more: Partial<Claim> = {}): Claim => ({ id: 'x', says: 'a claim', claim: text, ...more });
const unit = { given: ['x >= 0', 'x <= 1'] };
const counts = { given: ['tp >= 0', 'fp >= 0', 'fn >= 0', 'tp + fp + fn > 0'] };
const scores = { D: '2 tp/(2 tp + fp + fn)', J: 'tp/(tp + fp + fn)' };

describe('holds(claim)', () => {
  it.each<[string, Claim]>([
    ['an identity', claim('(x + 1)^2 == x^2 + 2 x + 1')],
    ['an identity of roots', claim('sqrt(8)*x == 2 sqrt(2)*x')],
    ['a sign by squares', claim('2 x <= x^2 + 1', { because: '(x - 1)^2' })],
    ['a sign by the domain', claim('x*(1 - x) >= 0', unit)],
    ['a sign by coefficients', claim('(x + 1)^2 >= 1 + x^2', unit)],
    ['a sign of constants', claim('3 sqrt(2) > 4')],
    ['a derivative', claim('derivative(x/(1 + x), x) == 1/(1 + x)^2', unit)],
    ['existence', claim('x^2 == 2', { given: ['x > 0'], some: { x: 'sqrt(2)' } })],
    ['abbreviations of abbreviations', claim('b == 4 x', { where: { a: '2 x', b: '2 a' } })],
  ])('accepts %s', (_, one) => expect(holds(one)).toBe(true));

  it.each<[string, Claim]>([
    ['Dice never exceeds Jaccard, although x = x', claim('D <= J', { ...counts, where: scores, because: 'J - D' })],
    ['an identity whose right side is negative', claim('x + 1 <= x', { because: '-1' })],
    ['an identity that is false', claim('(x + 1)^2 == x^2 + 1')],
    ['an identity that is false by a billionth', claim('x*(1 + 1/1000000000) == x')],
    ['a true certificate of another claim', claim('x <= x^2', { ...unit, because: 'x*(1 - x)' })],
    ['a square with a minus', claim('x <= 0', { because: '-(x^2)' })],
    ['a product of two factors of unknown sign', claim('x*y >= 0')],
    ['a sign outside the domain that is given', claim('1 - x >= 0', { given: ['x >= 0'] })],
    ['strictness where equality occurs', claim('x^2 > 0', unit)],
    ['a strict sign from a weak fact', claim('x > 0', unit)],
    ['an odd power of something negative', claim('(x - 1)^3 >= 0', unit)],
    ['a quotient by something that may be negative', claim('1/(x - 1/2) >= 0', unit)],
    ['a divisor that may vanish, in an identity', claim('x/x == 1', unit)],
    ['a divisor that may vanish, in a certificate', claim('x >= 0', { ...unit, because: 'x^2/x' })],
    ['a divisor that is a square and may vanish', claim('1/(x - 1)^2 >= 0', unit)],
    ['anything about an empty domain', claim('x > 1', { given: ['x > 1', 'x < 0'] })],
    ['existence outside the domain', claim('x^2 == 2', { given: ['x > 0'], some: { x: '-sqrt(2)' } })],
    ['existence on the edge of an open domain', claim('x == 0', { given: ['x > 0'], some: { x: '0' } })],
    ['existence of a root that is another', claim('x^2 == 2', { given: ['x > 0'], some: { x: 'sqrt(3)' } })],
    ['a sign of constants', claim('sqrt(2) > 1.41421357')],
    ['a wrong derivative', claim('derivative(x/(1 + x), x) == 1/(1 + x)', unit)],
    ['a certificate for an equation', claim('x == x', { because: '0' })],
  ])('refuses %s', (_, one) => expect(holds(one)).toBe(false));

  it.each(['x', 'x = 1', 'sin(x) <= 1', 'x^y >= 0', 'x^(-1) >= 0', 'x ~ 1', 'f(x) <= 1'])(
    'refuses to read %s',
    (text) => expect(() => holds(claim(text))).toThrow(),
  );
  it('refuses the root of what is no positive fraction', () => {
    expect(() => holds(claim('sqrt(x)^2 == x', unit))).toThrow('Expected the root of a positive fraction');
    expect(holds(claim('sqrt(-1) >= 0'))).toBe(false);
  });
});

describe('refuted(claim)', () => {
  const slightly: FalseClaim = {
    ...claim('D - J <= 0.17', { ...counts, where: scores }),
    at: { tp: '5', fp: '7', fn: '0' },
  };
  it('wants a place of the domain at which the claim fails', () => {
    expect(refuted(slightly)).toBe(true);
    expect(refuted({ ...slightly, at: { tp: '1', fp: '0', fn: '0' } })).toBe(false);
    expect(refuted({ ...slightly, at: { tp: '-5', fp: '-7', fn: '0' } })).toBe(false);
    expect(() => refuted({ ...slightly, at: { tp: '5' } })).toThrow('every name');
  });
  it('refuses to refute existence by one place', () => {
    const some = claim('x == 2', { given: ['x > 0'], some: { x: '1' } });
    expect(() => refuted({ ...some, at: {} })).toThrow('says that some exist');
  });
  it('takes no true claim for false', () => {
    expect(refuted({ ...claim('x <= 1', unit), at: { x: '1' } })).toBe(false);
    expect(refuted({ ...claim('sqrt(8)*x == 2 sqrt(2)*x'), at: { x: '1' } })).toBe(false);
    expect(refuted({ ...claim('2 x <= x^2 + 1'), at: { x: '1' } })).toBe(false);
  });
  it('tells equality from a sign at the edge', () => {
    expect(refuted({ ...claim('x < 1', unit), at: { x: '1' } })).toBe(true);
    expect(refuted({ ...claim('x == 1', unit), at: { x: '1/2' } })).toBe(true);
    expect(refuted({ ...claim('x^2 <= 1.99', { given: ['x >= 0'] }), at: { x: 'sqrt(2)' } })).toBe(true);
  });
});

describe('one text, four readers', () => {
  const one = claim('D - J <= 3 - 2 sqrt(2)', { ...counts, where: scores, because: '(J + 1 - sqrt(2))^2/(1 + J)' });
  it('plain text', () => {
    expect(claimText(one)).toBe(
      'a claim: D − J ≤ 3 − 2√2, because the difference is (J + 1 − √2)²/(1 + J), where D = 2tp/(2tp + fp + fn), J = tp/(tp + fp + fn)',
    );
    expect(domainText(one)).toBe('for all tp ≥ 0, fp ≥ 0, fn ≥ 0, tp + fp + fn > 0');
  });
  it('LaTeX', () => {
    expect(latexRelation(readClaim(one).stated.claim)).toBe(String.raw`D - J \le 3 - 2 \, \sqrt{2}`);
    const derivative = readClaim(claim('derivative(1/(1 + α), α) == -1/(1 + α)^2')).stated.claim;
    expect(latexRelation(derivative)).toContain(String.raw`\frac{\partial}{\partial \alpha}`);
  });
  it('Coq, with every quantifier and the whole domain', () => {
    expect(coqStatement(one).replace(/\s+/g, ' ')).toBe(
      'forall tp fp fn : R, let D := 2 * tp / (2 * tp + fp + fn) in let J := tp / (tp + fp + fn) in tp >= 0 -> fp >= 0 -> fn >= 0 -> tp + fp + fn > 0 -> D - J <= 3 - 2 * sqrt 2',
    );
    const some = claim('x > y - e', { given: ['e > 0', 'x > 0', 'x <= y'], some: { x: 'y' } });
    expect(coqStatement(some).replace(/\s+/g, ' ')).toContain(
      'forall e y : R, e > 0 -> exists x : R, x > 0 /\\ x <= y /\\',
    );
  });
  it('parentheses survive: a − (b − c), a/(b c), (a + b)², −(a b)', () => {
    for (const [text, plain] of [
      ['a - (b - c) == 0', 'a − (b − c) = 0'],
      ['a/(b*c) == 0', 'a/(b·c) = 0'],
      ['(a + b)^2 == 0', '(a + b)² = 0'],
      ['a/b*c == 0', 'a/b·c = 0'],
      ['(3/2)^2*a == 0', '(3/2)²·a = 0'],
    ] as const)
      expect(claimText(claim(text))).toBe(`a claim: ${plain}`);
  });
});

describe('evidence', () => {
  it('an enclosure whose ends are in the wrong order is refused', () => {
    expect(() => enclosed('x', { lower: 5, upper: 4 }, true)).toThrow('lower <= upper');
    expect(() => enclosed('x', { lower: NaN, upper: 4 }, true)).toThrow('lower <= upper');
    expect(enclosed('x', { lower: 4, upper: 4 }, true).pass).toBe(true);
  });
  it('nothing passes without evidence, without a control, with one that fails or with one that is accepted', () => {
    const good = certified(claim('x == x'));
    const bad = certified(claim('x == 2 x'));
    const rejected = refused({ ...claim('x == 2 x'), at: { x: '1' } });
    const accepted = refused({ ...claim('x == x'), at: { x: '1' } });
    expect([good.pass, bad.pass, rejected.rejected, accepted.rejected]).toEqual([true, false, true, false]);
    expect(theoremResult([good], [rejected]).pass).toBe(true);
    for (const [evidence, controls] of [
      [[], [rejected]],
      [[good], []],
      [[good, bad], [rejected]],
      [[good], [rejected, accepted]],
    ] as const)
      expect(theoremResult([...evidence], [...controls]).pass).toBe(false);
  });
});

describe('the claims of every theorem', () => {
  it.each(theorems.filter(({ proof }) => proof).map((theorem) => [theorem.id, theorem.proof!] as const))(
    '%s: claims have names of their own, and not one is its own false claim',
    (_, { claims, falseClaims }) => {
      const ids = [...claims, ...falseClaims].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(falseClaims.length).toBeGreaterThan(0);
      for (const { id } of [...claims, ...falseClaims]) expect(id).toMatch(/^[a-zA-Z]\w*$/);
    },
  );
});
