import { fileURLToPath } from 'node:url';
import { writeFigures } from '../figures/index.js';
import { allFigures } from '../studies/index.js';
import { UserError } from '../userError.js';
import type { Command } from './command.js';

export const command: Command = {
  summary: 'Draws the figures anew: SVG, their rows as JSON, one interactive page.',
  usage: `npx dice-workbook figures [ids...] [--out <folder>] [--png]

  ids             the figures to draw; all of them by default
  --out <folder>  where to; the figures/ folder of the workbook by default
  --png           PNG as well, at twice the size

Example: npx dice-workbook figures dice-jaccard-region --png`,
  options: { out: { type: 'string' }, png: { type: 'boolean' } },
  positionals: true,
  async run(values, ids) {
    const folder = (values.out as string | undefined) ?? fileURLToPath(new URL('../../figures', import.meta.url));
    const figures = allFigures();
    const chosen = ids.length === 0 ? figures : ids.map(byId);
    const files = await writeFigures(chosen, folder, {
      png: values.png === true,
      page: values.out === undefined ? figures : chosen,
    });
    process.stdout.write(`${files.join('\n')}\n`);
  },
};

function byId(id: string) {
  const figures = allFigures();
  const found = figures.find((figure) => figure.id === id);
  if (!found)
    throw new UserError(`there is no figure '${id}'. Figures: ${figures.map((figure) => figure.id).join(', ')}.`);
  return found;
}
