import type { Expression, Relation, Sign } from './expression.js';
import { BINDING } from './plainText.js';

const SIGNS: Record<Sign, string> = { '==': '=', '<=': String.raw`\le`, '<': '<', '>=': String.raw`\ge`, '>': '>' };
const GREEK: Readonly<Record<string, string>> = {
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  ε: 'varepsilon',
  ρ: 'rho',
  μ: 'mu',
  π: 'pi',
  τ: 'tau',
};

/** The third reader of a claim: LaTeX, as a notebook shows it. */
export function latex(given: Expression): string {
  const part = (one: Expression, least: number) =>
    BINDING[one.kind] < least ? String.raw`\left(${latex(one)}\right)` : latex(one);
  switch (given.kind) {
    case 'number':
      return given.value.denominator === 1n
        ? given.value.toString()
        : String.raw`\frac{${given.value.numerator}}{${given.value.denominator}}`;
    case 'name':
      return nameInLatex(given.name);
    case 'add':
      return `${part(given.left, 1)} + ${part(given.right, 2)}`;
    case 'subtract':
      return `${part(given.left, 1)} - ${part(given.right, 2)}`;
    case 'multiply': {
      const [left, right] = [part(given.left, 2), part(given.right, 2)];
      return /^\d/.test(right) ? String.raw`${left} \cdot ${right}` : String.raw`${left} \, ${right}`;
    }
    case 'divide':
      return String.raw`\frac{${latex(given.left)}}{${latex(given.right)}}`;
    case 'power':
      return `${given.base.kind === 'divide' ? String.raw`\left(${latex(given.base)}\right)` : part(given.base, 4)}^{${given.exponent}}`;
    case 'negate':
      return `-${part(given.of, 2)}`;
    case 'root':
      return String.raw`\sqrt{${latex(given.of)}}`;
    case 'derivative':
      return String.raw`\frac{\partial}{\partial ${nameInLatex(given.by)}} ${part(given.of, 2)}`;
  }
}

export function latexRelation({ left, sign, right }: Relation): string {
  return `${latex(left)} ${SIGNS[sign]} ${latex(right)}`;
}

function nameInLatex(name: string): string {
  const [, base = name, index] = /^([^\d_]+)_?(\w+)?$/.exec(name) ?? [];
  const letter = GREEK[base] ? `\\${GREEK[base]}` : base.length > 1 ? String.raw`\mathit{${base}}` : base;
  return index === undefined ? letter : `${letter}_{${index}}`;
}
