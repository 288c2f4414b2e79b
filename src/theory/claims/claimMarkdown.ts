import { readClaim, type Claim } from './claim.js';
import { expression } from './expression.js';
import { latex, latexRelation } from './latex.js';

/** A claim in words and LaTeX, as a notebook shows it; `escape` protects the words. */
export function claimMarkdown(given: Claim, escape: (text: string) => string): string {
  const { stated } = readClaim(given);
  const equations = (names: ReadonlyMap<string, Parameters<typeof latex>[0]>) =>
    [...names].map(([name, tree]) => `$${latex({ kind: 'name', name })} = ${latex(tree)}$`).join(', ');
  return [
    `${escape(given.says)}: $${latexRelation(stated.claim)}$`,
    ...(given.because === undefined ? [] : [`because the difference is $${latex(expression(given.because))}$`]),
    ...(stated.some.size === 0 ? [] : [`at ${equations(stated.some)}`]),
    ...(stated.where.size === 0 ? [] : [`where ${equations(stated.where)}`]),
  ].join(', ');
}
