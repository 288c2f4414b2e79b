import { join } from 'node:path';
import { comparisonFigure, comparisonRows, renderFigure } from '../figures/index.js';
import { writeWhole } from '../writeWhole.js';
import type { Comparison } from './comparison.js';
import type { TrainedComparison } from './compareLosses.js';
import { comparisonName, comparisonTitle } from './comparisonName.js';
import { networkFile } from './networkFile.js';

export interface WriteComparisonOptions {
  /** Also the trained networks, one file per run. Default false. */
  networks?: boolean;
}

/**
 * Writes `comparison-<task>[-synthetic].json` (all results with their provenance), `.svg` (the figure) and, if asked
 * for, `networks/*.json`.
 *
 * @returns the paths written
 */
export async function writeComparison(
  { comparison, plans, parameters }: TrainedComparison,
  folder: string,
  { networks = false }: WriteComparisonOptions = {},
): Promise<string[]> {
  const name = comparisonName(comparison);
  const figure = comparisonFigure({
    id: name,
    heading: comparisonTitle(comparison),
    baseline: comparison.losses[0]!.title,
    rows: () => comparisonRows(comparison),
  });
  const files: [path: string, content: string][] = [
    [`${name}.json`, resultsFile(comparison)],
    [`${name}.svg`, await renderFigure(figure, await figure.rows())],
  ];
  if (networks) {
    const { task, synthetic, provenance, classes, size } = comparison;
    plans.forEach(({ loss, fold, seed, shape }, i) => {
      const content = networkFile({
        task,
        synthetic,
        provenance,
        classes,
        size,
        loss,
        fold,
        seed,
        shape,
        parameters: parameters[i]!,
      });
      files.push([join('networks', `${name}-${fileSafe(loss)}-fold${fold + 1}-seed${seed}.json`), content]);
    });
  }
  return files.map(([path, content]) => writeWhole(join(folder, path), content));
}

/** JSON with each object of plain values on one line: a line is an image, a report or a mean. */
function resultsFile(comparison: Comparison): string {
  return `${JSON.stringify(comparison, null, 1).replace(/\{[^{}[\]]*\}/g, (object) => object.replace(/\s*\n\s*/g, ' '))}\n`;
}

function fileSafe(loss: string): string {
  return loss.replace(/[^\w.-]+/g, '_');
}
