import assert from 'node:assert/strict';
import { constantText, statementPieces, type Theorem, type TheoremResult } from '../theory/index.js';
import { claimMarkdown } from '../theory/claims/claimMarkdown.js';
import { display } from './display.js';

/** Where a statement's wording comes from, in words. */
const standings: Record<Theorem['standing'], string> = {
  read: 'read in a public source',
  recalled: 'recalled, the text of the paper was not at hand',
  derived: 'derived in this workbook',
};

/**
 * Checks a theorem and shows the statement, its constant, every piece of evidence, the negative controls and what is
 * not shown.
 *
 * @returns the result of the check
 * @throws AssertionError where a check fails or a negative control is not rejected; the result is shown before
 */
export async function showTheorem(theorem: Theorem): Promise<TheoremResult> {
  const result = await theorem.check();
  const text = theoremMarkdown(theorem, result);
  display({ 'text/markdown': text, 'text/plain': text });
  assert(result.pass, `${theorem.name}: a check failed or a negative control was not rejected, see above.`);
  return result;
}

/** The theorem and its check as Markdown with LaTeX. */
export function theoremMarkdown(theorem: Theorem, { evidence, controls, witness, pass }: TheoremResult): string {
  return [
    `**${theorem.name}.** ${theorem.source} (${standings[theorem.standing]}).`,
    '',
    statementMarkdown(theorem.statement),
    '',
    `Constant: ${plain(constantText(theorem.constant))}`,
    '',
    '| Evidence | What is checked | Reach | Holds |',
    '|---|---|---|---|',
    ...evidence.map(
      ({ kind, claim, reach, pass, proven }) =>
        `| *${kind}* | ${proven ? claimMarkdown(proven, plain) : plain(claim)} | ${plain(reach)} | ${pass ? 'yes' : '**no**'} |`,
    ),
    ...controls.map(
      ({ claim, rejected }) =>
        `| *control* | ${plain(claim)} | must be rejected | ${rejected ? 'rejected' : '**accepted**'} |`,
    ),
    '',
    ...(witness ? [`Witness: ${plain(witness)}`, ''] : []),
    `Not shown: ${plain(theorem.notShown)}`,
    '',
    pass ? '**The statement passes every check, and every negative control is rejected.**' : '**The check fails.**',
  ].join('\n');
}

/** A statement of formulas alone stands by itself; with words it is a sentence, which a narrow window wraps. */
function statementMarkdown(latex: string): string {
  const pieces = statementPieces(latex);
  return pieces.some(({ kind }) => kind === 'words')
    ? pieces.map(({ kind, text }) => (kind === 'words' ? text : `$\\displaystyle ${text}$`)).join(' ')
    : `$$${latex}$$`;
}

/** Text whose signs shall not be read as Markdown or LaTeX. */
const plain = (text: string): string => text.replace(/[\\|*_`$<>[\]]/g, '\\$&');
