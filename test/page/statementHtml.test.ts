import { describe, expect, it } from 'vitest';
import { statementHtml } from '../../src/page/statementHtml.js';
import { theorems } from '../../src/theory/index.js';

describe('statementHtml(latex)', () => {
  it('sets words as words and formulas as MathML', () => {
    const html = statementHtml(String.raw`D < J \text{ for } n \ge 2 \quad \tfrac{a}{b}`);
    expect(html.match(/<math/g)).toHaveLength(3);
    expect(html).toMatch(/<\/span> for <span/);
    expect(html).not.toContain('\\');
  });

  it('leaves brackets whole, and words within them', () => {
    const html = statementHtml(String.raw`\left\{ x \quad \text{in} \right\} \{ a \} \frac{\text{one}}{2}`);
    expect(html.match(/<math/g)).toHaveLength(1);
  });

  it.each(theorems.map(({ id, statement }) => [id, statement] as const))(
    'reads the statement of %s',
    (_, statement) => {
      const html = statementHtml(statement);
      expect(html).toContain('<math');
      expect(html).not.toContain('katex-error');
    },
  );

  it('throws where the LaTeX is wrong', () => {
    expect(() => statementHtml(String.raw`\frac{1}`)).toThrow();
    expect(() => statementHtml([NaN] as never)).toThrow('a text in LaTeX');
  });
});
