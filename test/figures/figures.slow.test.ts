import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderFigure, rowsFile } from '../../src/figures/index.js';
import { allFigures } from '../../src/studies/index.js';
import { layoutFaults } from './layoutFaults.js';

const folder = fileURLToPath(new URL('../../figures/', import.meta.url));

const figures = allFigures();

/** Numbers to nine digits: floats of another machine may differ in the last ones. */
const rounded = (text: string) =>
  text.replace(/-?\d+\.\d+(?:e[-+]?\d+)?/gi, (number) => String(Number(Number(number).toPrecision(9))));

/** The numbers of an SVG to a tenth of a pixel, so that a hundredth that rounds the other way does not count. */
const coarse = (svg: string) =>
  svg.replace(/-?\d+\.\d+/g, (number) => (Math.round(Number(number) * 10) / 10).toFixed(1));

function expectCommitted(name: string, fresh: string, simplify: (text: string) => string): void {
  const path = folder + name;
  const committed = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (simplify(committed) === simplify(fresh)) return;
  const changed = path.replace(/(\.\w+)$/, '-changed$1');
  writeFileSync(changed, fresh);
  expect.fail(
    `figures/${name} is not what the code draws; compare it with ${changed}, then run: npx dice-workbook figures`,
  );
}

describe.each(figures.map((figure) => [figure.id, figure] as const))('the figure %s', (id, figure) => {
  let rows: Record<string, unknown>[];
  let svg: string;
  beforeAll(async () => {
    rows = await figure.rows();
    svg = await renderFigure(figure, rows);
  });

  it('has the rows that are committed', () => {
    expectCommitted(`${id}.json`, rowsFile(figure, rows), rounded);
  });

  it('has the drawing that is committed', () => {
    expectCommitted(`${id}.svg`, svg, coarse);
  });

  it('has no text that overlaps another or leaves the canvas', () => {
    expect(layoutFaults(svg)).toEqual([]);
  });

  it('says that it is synthetic in its title and its id, or in neither', () => {
    expect(/synthetic/i.test(figure.title)).toBe(/synthetic/.test(id));
  });

  it('has an id in kebab case and a caption in whole sentences', () => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(figure.caption).toMatch(/^\p{Lu}.{40,}\.$/u);
  });
});

it('every figure has an id of its own', () => {
  expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length);
});

it('no file of figures/ is over four megabytes; the page, which holds them all, has a limit of its own', () => {
  const large = readdirSync(folder).filter((name) => statSync(folder + name).size > 4e6);
  expect(large.filter((name) => name !== 'index.html')).toEqual([]);
});
