import type { MaterialId } from '../studies/index.js';
import { UserError } from '../userError.js';
import { display } from './display.js';
import { show } from './show.js';

/**
 * Shows a figure of the committed runs, or says which runs it waits for.
 *
 * @param name - of the figure, without its material: `core-comparison`
 * @throws UserError for a name that no figure has
 */
export async function showResult(name: string, material: MaterialId = 'synthetic'): Promise<void> {
  // Only here: a notebook of theory starts without TensorFlow.
  const { allFigures, committedStudyRuns, resultFigures } = await import('../studies/index.js');
  const figures = allFigures();
  const { leftOut } = resultFigures(committedStudyRuns);
  const id = `${name}-${material}`;
  const found = figures.find((figure) => figure.id === id);
  if (found) return show(found);
  const reason = leftOut.find((one) => one.startsWith(`${id} `));
  if (reason === undefined)
    throw new UserError(`there is no figure '${id}'. Figures: ${figures.map((figure) => figure.id).join(', ')}.`);
  const folder = material === 'real' ? ' --data <set>=<folder>' : '';
  const text = `${reason} \`npx dice-workbook study dice-losses --preset full${folder}\` trains what is missing.`;
  display({ 'text/markdown': `*${text}*`, 'text/plain': text });
}
