import type { Recipe } from '../runs/index.js';
import { UserError } from '../userError.js';
import type { Study, StudyOptions } from './study.js';

/**
 * The runs that a study is asked for.
 *
 * @throws UserError where a set of real images is named that none of them learns from: it would be ignored
 */
export function askedRecipes(study: Study, options: StudyOptions): Recipe[] {
  const recipes = study.recipes(options);
  const read = new Set(recipes.flatMap(({ data }) => ('set' in data ? [data.set] : [])));
  const ignored = options.sets.map(({ set }) => set).filter((set) => !read.has(set));
  if (ignored.length > 0)
    throw new UserError(
      `the preset ${options.preset} of ${study.id} trains on no real images, and \`data\` names ${ignored.join(', ')}. Leave \`data\` out; the presets train: ${told(study)}.`,
    );
  return recipes;
}

const told = ({ presets }: Study) =>
  Object.entries(presets)
    .map(([name, text]) => `${name} (${text})`)
    .join('; ');
