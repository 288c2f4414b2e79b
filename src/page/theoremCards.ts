import { escapeHtml } from '../figures/escapeHtml.js';
import type { CheckedStatement } from './checkedStatement.js';
import { statementHtml } from './statementHtml.js';

/** Every theorem as a block of HTML: what it says, what shows it, and what is not shown. */
export const theoremCards = (statements: readonly CheckedStatement[], links: (id: string) => string): string =>
  statements.map((statement) => card(statement, links(statement.id))).join('\n');

function card(statement: CheckedStatement, links: string): string {
  const { id, name, source, standing, statement: latex, constant, evidence, rejected, witness, notShown } = statement;
  const kinds = [...new Set(evidence.map(({ kind }) => kind))].sort();
  const list = (items: string[]) => items.map((item) => `<li>${item}</li>`).join('');
  return `<article class="theorem" id="theorem-${id}">
<h3>${escapeHtml(name)}</h3>
<p class="tags">${kinds.map((kind) => `<span class="tag">${kind}</span>`).join(' ')}${statement.pass ? '' : ' <strong>a check FAILED</strong>'}</p>
<p class="statement">${statementHtml(latex)}</p>
<p>Constant: ${escapeHtml(constant)}</p>
<details><summary>${evidence.length} checks, ${rejected.length} false claims rejected</summary>
<ul>${list(evidence.map(({ kind, claim, reach }) => `<em>${kind}</em>: ${escapeHtml(claim)} <span class="note">(${escapeHtml(reach)})</span>`))}</ul>
<p>Rejected by the same checks:</p>
<ul>${list(rejected.map(escapeHtml))}</ul>
${witness ? `<p>Witness: ${escapeHtml(witness)}</p>` : ''}
<p>Not shown: ${escapeHtml(notShown)}</p>
</details>
<p class="note">${escapeHtml(source)} (${standing}). ${links}</p>
</article>`;
}
