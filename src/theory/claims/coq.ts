import type { Expression, Relation, Sign } from './expression.js';
import { BINDING } from './plainText.js';

const SIGNS: Record<Sign, string> = { '==': '=', '<=': '<=', '<': '<', '>=': '>=', '>': '>' };

/** The fourth reader of a claim: a term of Coq's real numbers. */
export function coq(given: Expression): string {
  const part = (one: Expression, least: number) => (BINDING[one.kind] < least ? `(${coq(one)})` : coq(one));
  switch (given.kind) {
    case 'number':
      return given.value.denominator === 1n
        ? given.value.toString()
        : `(${given.value.numerator} / ${given.value.denominator})`;
    case 'name':
      return given.name;
    case 'add':
      return `${part(given.left, 1)} + ${part(given.right, 2)}`;
    case 'subtract':
      return `${part(given.left, 1)} - ${part(given.right, 2)}`;
    case 'multiply':
      return `${part(given.left, 2)} * ${part(given.right, 3)}`;
    case 'divide':
      return `${part(given.left, 2)} / ${part(given.right, 3)}`;
    case 'power':
      return `${part(given.base, 4)} ^ ${given.exponent}`;
    case 'negate':
      return `(- ${part(given.of, 3)})`;
    case 'root':
      return `sqrt ${given.of.kind === 'number' && given.of.value.denominator === 1n ? coq(given.of) : `(${coq(given.of)})`}`;
    case 'derivative':
      throw new RangeError('A derivative is claimed alone on the left of an equation.');
  }
}

/** A comparison as a proposition; that a derivative equals something says that it exists, too. */
export function coqRelation({ left, sign, right }: Relation): string {
  if (sign === '==' && left.kind === 'derivative')
    return `derivable_pt_lim (fun ${left.by} => ${coq(left.of)}) ${left.by} (${coq(right)})`;
  return `${coq(left)} ${SIGNS[sign]} ${coq(right)}`;
}

/** Every divisor that occurs, each once, in Coq's words. */
export function divisors(given: Expression): string[] {
  const inside = (part: Expression): string[] => {
    switch (part.kind) {
      case 'number':
      case 'name':
        return [];
      case 'power':
        return inside(part.base);
      case 'negate':
      case 'root':
      case 'derivative':
        return inside(part.of);
      default:
        return [
          ...inside(part.left),
          ...inside(part.right),
          ...(part.kind === 'divide' && part.right.kind !== 'number' ? [coq(part.right)] : []),
        ];
    }
  };
  return [...new Set(inside(given))];
}

/** Every root that occurs, by what stands under it. */
export function roots(given: Expression): string[] {
  switch (given.kind) {
    case 'number':
    case 'name':
      return [];
    case 'power':
      return roots(given.base);
    case 'root':
      return [coq(given.of)];
    case 'negate':
    case 'derivative':
      return roots(given.of);
    default:
      return [...new Set([...roots(given.left), ...roots(given.right)])];
  }
}
