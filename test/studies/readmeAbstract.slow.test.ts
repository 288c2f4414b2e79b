import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { abstractMarkdown, committedTable } from '../../src/studies/index.js';

it("the README's table of the paper's abstract says what the committed runs show", () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [, mark, lines] = /<!-- abstract: (.*?) -->\n([\s\S]*?)\n<!-- \/abstract -->/.exec(readme)!;
  expect(lines, `to write it anew: ${mark}`).toBe(abstractMarkdown([committedTable('abstract-synthetic')]));
}, 120_000);
