/** A part of a statement: words, or a formula in LaTeX. */
export interface StatementPiece {
  kind: 'words' | 'formula';
  text: string;
}

/**
 * Cuts a statement at its words and wide spaces, where these stand outside of every bracket.
 *
 * @throws RangeError where it is no text
 */
export function statementPieces(latex: string): StatementPiece[] {
  if (typeof latex !== 'string') throw new RangeError(`A statement is a text in LaTeX; got ${String(latex)}.`);
  const found: StatementPiece[] = [];
  let depth = 0;
  let formula = '';
  const end = () => {
    if (formula.trim() !== '') found.push({ kind: 'formula', text: formula.trim() });
    formula = '';
  };
  for (let i = 0; i < latex.length;) {
    const rest = latex.slice(i);
    const words = depth === 0 ? /^\\text\{([^{}]*)\}/.exec(rest) : null;
    const gap = depth === 0 ? /^\\q?quad(?![a-zA-Z])/.exec(rest) : null;
    if (words ?? gap) {
      end();
      if (words) found.push({ kind: 'words', text: (words[1] ?? '').trim() });
      i += (words ?? gap)?.[0].length ?? 1;
      continue;
    }
    const token = /^(?:\\[a-zA-Z]+|\\.|.)/s.exec(rest)?.[0] ?? '';
    if (token === '{' || token === '\\left' || token === '\\begin') depth++;
    if (token === '}' || token === '\\right' || token === '\\end') depth--;
    formula += token;
    i += token.length;
  }
  end();
  return found;
}
