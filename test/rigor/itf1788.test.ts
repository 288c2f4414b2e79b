import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Interval, nextDown, nextUp } from '../../src/rigor/index.js';
import { shared } from '../sharedData.js';

/*
 * The public test set of IEEE 1788, in its own format: `add [-1.0, 2.0] [3.0, 4.0] = [2.0, 6.0];`. The tightest
 * interval is expected; ours must hold it, and be at most some floats wider, for it takes one step outward where the
 * processor's rounding is to nearest. Empty intervals have no form here: an operand that is empty is left out, and an
 * empty result means that nothing is defined, of which every interval is an enclosure.
 */
const FILES = ['libieeep1788_elem', 'mpfi', 'fi_lib', 'c-xsc'];
const OPERATIONS: Record<string, (a: Interval, b: Interval) => Interval> = {
  add: (a, b) => a.add(b),
  sub: (a, b) => a.subtract(b),
  mul: (a, b) => a.multiply(b),
  div: (a, b) => a.divide(b),
  sqr: (a) => a.square(),
  sqrt: (a) => a.sqrt(),
};
/** How many floats an end may lie outside the tightest one. */
const FLOATS = 3;

interface Case {
  text: string;
  operation: string;
  operands: (Interval | 'empty')[];
  result: Interval | 'empty';
}

function casesOf(text: string): Case[] {
  const lines = text.matchAll(/^\s*(add|sub|mul|div|sqr|sqrt) ((?:\[[^\]]*\] ?)+)= (\[[^\]]*\]);/gm);
  return [...lines].map(([line, operation = '', operands = '', result = '']) => ({
    text: line.trim(),
    operation,
    operands: [...operands.matchAll(/\[[^\]]*\]/g)].map(([one]) => readInterval(one)),
    result: readInterval(result),
  }));
}

function readInterval(text: string): Interval | 'empty' {
  const inside = text.slice(1, -1).trim().toLowerCase();
  if (inside === 'empty') return 'empty';
  if (inside === 'entire') return Interval.entire;
  const [lower, upper] = inside.split(',').map(readNumber);
  if (lower === undefined) throw new RangeError(`no interval: ${text}`);
  return new Interval(lower, upper);
}

function readNumber(text: string): number {
  const hex = /^([+-]?)0x([0-9a-f]*)\.?([0-9a-f]*)p([+-]?\d+)$/.exec(text.trim());
  if (!hex) return Number(text.trim().replace('infinity', 'Infinity'));
  const [, sign, whole = '', part = '', power] = hex;
  // Two steps, since 2 to the power of −1074 − 52 is no float.
  const exponent = Number(power) - 4 * part.length;
  const half = Math.trunc(exponent / 2);
  return (sign === '-' ? -1 : 1) * Number(BigInt(`0x0${whole}${part}`)) * 2 ** half * 2 ** (exponent - half);
}

const outward = (x: number, step: (x: number) => number) =>
  Array.from({ length: FLOATS }).reduce<number>((y) => step(y), x);

describe('Interval on the public test set ITF1788', () => {
  const folder = shared('itf1788');
  const cases = folder ? FILES.flatMap((file) => casesOf(readFileSync(`${folder}/${file}.itl`, 'utf8'))) : [];

  it.skipIf(!folder)('has its cases of add, sub, mul, div, sqr and sqrt', () => {
    const count = (operation: string) => cases.filter((one) => one.operation === operation).length;
    expect(Object.keys(OPERATIONS).map((operation) => [operation, count(operation) > 10])).toEqual(
      Object.keys(OPERATIONS).map((operation) => [operation, true]),
    );
    expect(cases.length).toBeGreaterThan(700);
  });

  it.skipIf(!folder).each(Object.keys(OPERATIONS))('%s holds the tightest interval, and hardly more', (operation) => {
    let checked = 0;
    for (const { text, operation: own, operands, result } of cases) {
      const [a, b] = operands;
      if (own !== operation || a === undefined || a === 'empty' || b === 'empty' || result === 'empty') continue;
      const { lower, upper } = OPERATIONS[operation]!(a, b ?? a);
      expect(lower <= result.lower && upper >= result.upper, `${text} got [${lower}, ${upper}]`).toBe(true);
      expect(
        lower >= outward(result.lower, nextDown) && upper <= outward(result.upper, nextUp),
        `${text} is too wide: [${lower}, ${upper}]`,
      ).toBe(true);
      checked++;
    }
    expect(checked).toBeGreaterThan(10);
  });

  it('would see an end that is rounded inward, and one that is far too wide', () => {
    const [one] = casesOf('  add [0x1p0, 0x1p0] [0x1p-60, 0x1p-60] = [0x1p0, 0x1.0000000000001p0];');
    expect(one?.result).toEqual(new Interval(1, 1 + Number.EPSILON));
    expect(outward(1, nextDown)).toBeGreaterThan(1 - 1e-14);
  });
});
