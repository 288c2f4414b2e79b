import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { STUDIES } from '../../src/studies/index.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

it('README lists every study of the registry with its question, in order', () => {
  const table = /<!-- studies[^>]*-->\n([\s\S]*?)<!-- \/studies -->/.exec(readme)?.[1] ?? '';
  const rows = [...table.matchAll(/^\| \[`([\w-]+)`\]\(.*?\) \| (.*) \|$/gm)].map(([, id, question]) => [id, question]);
  expect(rows).toEqual(STUDIES.map(({ id, question }) => [id, question]));
});
