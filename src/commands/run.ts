import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printable } from '../printable.js';
import { UserError } from '../userError.js';
import { refuseUnwritable } from '../writeWhole.js';
import type { Command } from './command.js';
import { foldersOption } from './foldersOption.js';

export const command: Command = {
  summary: 'Does one training run from its recipe: loads its images, trains, keeps the result.',
  usage: `npx dice-workbook run <recipe> [options]

  <recipe>             a JSON file with a recipe, or the key of a run of the committed results
  --data <set=folder>  where the recipe's real images lie; may be repeated
  --out <folder>       where the run is kept; default runs. A run that is there is not done again
  --key <key>          refuse to train where the run's key with the code and images of this machine is another: of a workflow
  --json               print the whole result as JSON

Example: npx dice-workbook run my-recipe.json`,
  options: {
    data: { type: 'string', multiple: true },
    out: { type: 'string' },
    key: { type: 'string' },
    json: { type: 'boolean' },
  },
  positionals: true,
  async run(values, words) {
    const [given] = words;
    if (given === undefined || words.length > 1) throw new UserError(`run takes one recipe, got ${words.length}.`);
    const { meanDice, recipeOf, refuseOtherKey, runAll, runStore } = await import('../runs/index.js');
    const { committedRun } = await import('../studies/index.js');
    const recipe = existsSync(given) ? recipeOf(readRecipe(given)) : committedRun(given).recipe;
    const out = (values.out as string | undefined) ?? 'runs';
    refuseUnwritable(out);
    const folders = foldersOption(values.data);
    const store = runStore(join(out, 'store'));
    // A cluster that ends a job says so first: claims are given back when this process exits.
    process.once('SIGTERM', () => process.exit(143));
    const key = values.key as string | undefined;
    const there = key === undefined ? undefined : store.read(key);
    if (key !== undefined && !there) await refuseOtherKey(key, recipe, folders);
    const [run] = there ? [there] : await runAll([recipe], { store, folders, processes: 1 });
    if (!run) throw new Error('a run gave no result');
    process.stdout.write(
      printable(
        values.json
          ? `${JSON.stringify(run)}\n`
          : `${run.key}: ${run.recipe.arm} on ${run.recipe.data.task}, fold ${run.recipe.split.fold + 1}: ` +
              `${run.collapsed.length > 0 ? `collapsed (${run.collapsed.map((one) => `${one.class} ${one.predicts}`).join(', ')})` : `mean Dice per ${run.unit} with a target ${meanDice(run.images, run.unit).toFixed(3)}`}\n` +
              `Kept: ${join(out, 'store', `${run.key}.json`)}\n`,
      ),
    );
  },
};

function readRecipe(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UserError(`${path} cannot be read as a recipe: ${(error as Error).message}. A recipe is a JSON object.`);
  }
}
