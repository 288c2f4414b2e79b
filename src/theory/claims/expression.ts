import { mathjs } from '#mathjs';
import { Rational } from '../../rigor/index.js';

/** A formula as a tree; what mathjs parses, in the few kinds that claims are written in. */
export type Expression =
  | { kind: 'number'; value: Rational }
  | { kind: 'name'; name: string }
  | { kind: 'add' | 'subtract' | 'multiply' | 'divide'; left: Expression; right: Expression }
  | { kind: 'power'; base: Expression; exponent: number }
  | { kind: 'negate' | 'root'; of: Expression }
  | { kind: 'derivative'; of: Expression; by: string };

export type Sign = '==' | '<=' | '<' | '>=' | '>';

export interface Relation {
  left: Expression;
  sign: Sign;
  right: Expression;
}

/** The parts of mathjs's tree that are read here. */
interface MathNode {
  type: string;
  op?: string;
  name?: string;
  value?: number;
  args?: MathNode[];
  content?: MathNode;
}

const BINARY = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide' } as const;
const SIGNS: readonly string[] = ['==', '<=', '<', '>=', '>'] satisfies Sign[];

/** Reads a formula: numbers, names, `+ - * / ^`, `sqrt(…)` and `derivative(…, x)`; `2 tp` is a product. */
export function expression(text: string): Expression {
  return toExpression(mathjs().parse(text) as MathNode, text);
}

/** Reads a comparison of two formulas: `D - J <= 3 - 2 sqrt(2)`. */
export function relation(text: string): Relation {
  const { type, op, args } = mathjs().parse(text) as MathNode;
  const [left, right] = args ?? [];
  if (type !== 'OperatorNode' || !op || !SIGNS.includes(op) || !left || !right)
    throw new RangeError(`Expected one of ${SIGNS.join(' ')} between two formulas; got '${text}'.`);
  return { left: toExpression(left, text), sign: op as Sign, right: toExpression(right, text) };
}

function toExpression(node: MathNode, text: string): Expression {
  const { type, op, name, value, args = [], content } = node;
  const refuse = (): never => {
    throw new RangeError(`A claim is made of numbers, names, + - * / ^, sqrt and derivative; got '${text}'.`);
  };
  const [first, second] = args;
  if (type === 'ParenthesisNode' && content) return toExpression(content, text);
  if (type === 'ConstantNode' && typeof value === 'number')
    return { kind: 'number', value: Rational.parse(String(value)) };
  if (type === 'SymbolNode' && name !== undefined) return { kind: 'name', name };
  if (type === 'FunctionNode' && first) {
    const called = (node as { fn?: { name?: string } }).fn?.name;
    if (called === 'sqrt' && !second) return { kind: 'root', of: toExpression(first, text) };
    if (called === 'derivative' && second?.name !== undefined)
      return { kind: 'derivative', of: toExpression(first, text), by: second.name };
  }
  if (type === 'OperatorNode' && op !== undefined && first) {
    const left = toExpression(first, text);
    if (!second) return op === '-' ? { kind: 'negate', of: left } : refuse();
    if (op === '^') {
      const exponent = second.value;
      if (exponent === undefined || !Number.isInteger(exponent) || exponent < 1) refuse();
      return { kind: 'power', base: left, exponent: exponent ?? refuse() };
    }
    if (op in BINARY) return { kind: BINARY[op as keyof typeof BINARY], left, right: toExpression(second, text) };
  }
  return refuse();
}

/** The names that occur, in the order in which they are met. */
export function namesOf(given: Expression): string[] {
  switch (given.kind) {
    case 'number':
      return [];
    case 'name':
      return [given.name];
    case 'power':
      return namesOf(given.base);
    case 'negate':
    case 'root':
    case 'derivative':
      return namesOf(given.of);
    default:
      return [...new Set([...namesOf(given.left), ...namesOf(given.right)])];
  }
}

/** Puts a formula in the place of each name that has one. */
export function replaceNames(given: Expression, by: ReadonlyMap<string, Expression>): Expression {
  const inside = (part: Expression) => replaceNames(part, by);
  switch (given.kind) {
    case 'number':
      return given;
    case 'name':
      return by.get(given.name) ?? given;
    case 'power':
      return { ...given, base: inside(given.base) };
    case 'negate':
    case 'root':
      return { ...given, of: inside(given.of) };
    case 'derivative': {
      if (by.has(given.by)) throw new RangeError(`A derivative by '${given.by}' needs it as a variable of its own.`);
      return { ...given, of: inside(given.of) };
    }
    default:
      return { ...given, left: inside(given.left), right: inside(given.right) };
  }
}
