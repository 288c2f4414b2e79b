import { fileURLToPath } from 'node:url';
import { writeFigures } from '../figures/index.js';
import { writePage } from '../page/index.js';
import { allFigures } from '../studies/index.js';
import { checkTheorems } from '../theory/checkTheorems.js';
import { nearestName } from '../losses/nearestName.js';
import { UserError } from '../userError.js';
import type { Command } from './command.js';

export const command: Command = {
  summary: 'Draws the figures anew: SVG, rows as JSON, and the interactive page of figures, theorems and explorers.',
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
    const drawn = await writeFigures(chosen, folder, { png: values.png === true });
    // Some figures drawn anew change no theorem.
    const checked = ids.length === 0 ? await checkTheorems() : undefined;
    const page = await writePage(folder, values.out === undefined ? figures : chosen, checked);
    process.stdout.write(`${[...drawn, ...page].join('\n')}\n`);
  },
};

function byId(id: string) {
  const figures = allFigures();
  const found = figures.find((figure) => figure.id === id);
  if (found) return found;
  const ids = figures.map((figure) => figure.id);
  const nearest = nearestName(id, ids);
  const meant = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  throw new UserError(`there is no figure '${id}'.${meant} Figures: ${ids.join(', ')}.`);
}
