import katex from 'katex';
import { escapeHtml } from '../figures/escapeHtml.js';
import { statementPieces } from '../theory/index.js';

/**
 * A statement in LaTeX as HTML: words as words, so that a narrow window wraps them, and formulas as MathML, which
 * browsers draw without a script.
 */
export function statementHtml(latex: string): string {
  return statementPieces(latex)
    .map(({ kind, text }) => (kind === 'words' ? escapeHtml(text) : formula(text)))
    .join(' ');
}

function formula(latex: string): string {
  return katex
    .renderToString(latex, { output: 'mathml', throwOnError: true })
    .replace(/<annotation[^>]*>.*?<\/annotation>/gs, '');
}
