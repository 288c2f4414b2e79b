import type { Expression, Relation, Sign } from './expression.js';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const SIGNS: Record<Sign, string> = { '==': '=', '<=': '≤', '<': '<', '>=': '≥', '>': '>' };

/** How tightly a kind binds: a part that binds less tightly than its place asks for gets parentheses. */
export const BINDING: Record<Expression['kind'], number> = {
  add: 1,
  subtract: 1,
  negate: 1,
  multiply: 2,
  divide: 2,
  power: 3,
  number: 4,
  name: 4,
  root: 4,
  derivative: 2,
};

/** The second reader of a claim: one line of text, `3 − 2√2 − (D − J) = (J + 1 − √2)²/(1 + J)`. */
export function plainText(given: Expression): string {
  const part = (one: Expression, least: number) =>
    BINDING[one.kind] < least || isFraction(one, least) ? `(${plainText(one)})` : plainText(one);
  switch (given.kind) {
    case 'number':
      return given.value.toString();
    case 'name':
      return given.name;
    case 'add':
      return `${part(given.left, 1)} + ${part(given.right, 2)}`;
    case 'subtract':
      return `${part(given.left, 1)} − ${part(given.right, 2)}`;
    case 'multiply': {
      const [left, right] = [part(given.left, 2), part(given.right, 3)];
      return /^\d+$/.test(left) && /^[^\d]/.test(right) ? left + right : `${left}·${right}`;
    }
    case 'divide':
      return `${part(given.left, 2)}/${part(given.right, 3)}`;
    case 'power':
      return part(given.base, 4) + [...String(given.exponent)].map((digit) => SUPERSCRIPTS[Number(digit)]).join('');
    case 'negate':
      return `−${part(given.of, 2)}`;
    case 'root':
      return `√${part(given.of, 4)}`;
    case 'derivative':
      return `d/d${given.by} ${part(given.of, 3)}`;
  }
}

/** A comparison: `D − J ≤ 3 − 2√2`. */
export function plainRelation({ left, sign, right }: Relation): string {
  return `${plainText(left)} ${SIGNS[sign]} ${plainText(right)}`;
}

/** A number such as 3/2 inside a product or a power. */
function isFraction(one: Expression, least: number): boolean {
  return one.kind === 'number' && least > 2 && one.value.denominator !== 1n;
}
