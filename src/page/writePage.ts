import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readRows, type Figure } from '../figures/index.js';
import { committedRuns } from '../studies/committedRuns.js';
import { TASK_IDS } from '../tasks/index.js';
import { checkTheorems, type CheckedTheorem } from '../theory/checkTheorems.js';
import { theorems } from '../theory/index.js';
import { writeWhole } from '../writeWhole.js';
import { statementOf, type CheckedStatement } from './checkedStatement.js';
import { countTasks } from './countTasks.js';
import { renderPage, type PageFigure } from './renderPage.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const STATEMENTS = 'theorems.json';

/**
 * Writes `index.html` into a folder of figures, from the rows that stand there, and `theorems.json`, what the checks of
 * the theorems gave. Figures without rows are left out.
 *
 * @param checked - what the checks of the theorems gave; default: what `theorems.json` tells, and where that is missing they
 * are checked
 * @returns the files written
 */
export async function writePage(
  folder: string,
  figures: readonly Figure[],
  checked?: CheckedTheorem[],
): Promise<string[]> {
  const kept = join(folder, STATEMENTS);
  const files: string[] = [];
  if (checked || !existsSync(kept)) {
    const statements = (checked ?? (await checkTheorems())).map(statementOf);
    files.push(writeWhole(kept, `[\n${statements.map((statement) => JSON.stringify(statement)).join(',\n')}\n]\n`));
  }
  files.push(writeWhole(join(folder, 'index.html'), pageOf(folder, figures)));
  return files;
}

/** The page of a folder whose rows and `theorems.json` are written. */
export function pageOf(folder: string, figures: readonly Figure[]): string {
  return renderPage({
    figures: figures.filter(({ id }) => existsSync(join(folder, `${id}.json`))).map((figure) => inPage(figure, folder)),
    statements: JSON.parse(readFileSync(join(folder, STATEMENTS), 'utf8')) as CheckedStatement[],
    linksOf: theoremLinks,
    tasks: countTasks(committedRuns('dice-losses').runs),
  });
}

function inPage(figure: Figure, folder: string): PageFigure {
  const base = figure.id.replace(/(?:-several-classes)?-(?:synthetic|real)$/, '');
  // A figure may stand there once for each task.
  const family = base.replace(new RegExp(`-(?:${TASK_IDS.join('|')})$`), '');
  const name = camelCase(family);
  const own = [`src/figures/${name}.ts`, `src/studies/figures/${name}.ts`].find(inRoot);
  const notebook = notebookWith(`\\b${name}(?:Figure)?\\b`) ?? notebookWith(`'${family}(?:-\\w+)?'`);
  const source = own ?? resultSource(family);
  return {
    id: figure.id,
    title: figure.title,
    caption: figure.caption,
    evidence: figure.evidence ?? [],
    ...(notebook !== undefined && { notebook: `../${notebook}` }),
    ...(source !== undefined && { source: `../${source}` }),
    spec: figure.figure(readRows(figure, folder)),
  };
}

/** The file that makes a figure of results, by the name that stands in it. */
function resultSource(name: string): string | undefined {
  const folder = 'src/studies/figures';
  if (!inRoot(folder)) return undefined;
  const found = readdirSync(join(ROOT, folder)).find((file) =>
    readFileSync(join(ROOT, folder, file), 'utf8').includes(`  name: '${name}',`),
  );
  return found && `${folder}/${found}`;
}

function theoremLinks(id: string): string {
  // The export's name differs from the id where the id alone would say too little.
  const theorem = theorems.find((one) => one.id === id);
  const name = theorem && exportNames().get(id);
  const source = name && `src/theory/${name}.ts`;
  const notebook = name && notebookWith(`\\b${name}\\b`);
  return [notebook && `<a href="../${notebook}">notebook</a>`, source && `<a href="../${source}">source</a>`]
    .filter(Boolean)
    .join(' · ');
}

/** The file of each theorem, by the id that stands in it. */
function exportNames(): Map<string, string> {
  const folder = join(ROOT, 'src/theory');
  if (!existsSync(folder)) return new Map();
  return new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => {
        const id = /: Theorem = \{\s*id: '([\w-]+)'/.exec(readFileSync(join(folder, name), 'utf8'))?.[1];
        return id ? [[id, name.replace(/\.ts$/, '')] as const] : [];
      }),
  );
}

/** The first notebook whose cells hold a pattern: an export of the library, or the name of a figure. */
function notebookWith(pattern: string): string | undefined {
  const folder = join(ROOT, 'notebooks');
  if (!existsSync(folder)) return undefined;
  const found = readdirSync(folder)
    .filter((file) => file.endsWith('.ipynb'))
    .sort()
    .find((file) => sourceOf(join(folder, file)).match(pattern));
  return found && `notebooks/${found}`;
}

/** The cells' own text, without their outputs. */
function sourceOf(path: string): string {
  const { cells } = JSON.parse(readFileSync(path, 'utf8')) as {
    cells: { cell_type: string; source: string[] | string }[];
  };
  return cells
    .filter(({ cell_type }) => cell_type === 'code')
    .map(({ source }) => [source].flat().join(''))
    .join('\n');
}

const inRoot = (path: string) => existsSync(join(ROOT, path));
const camelCase = (id: string) => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
