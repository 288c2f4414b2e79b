import { seededRandom } from '../../random.js';
import type { Sample } from '../../tasks/index.js';
import { nearestSourceRatio, syntheticPairs } from '../../training/index.js';
import { UserError } from '../../userError.js';
import { object, oneOf, whole } from '../checkSettings.js';
import { executeRun, seedOfRun } from '../executeRun.js';
import { canonicalJson, type Recipe } from '../recipe.js';
import type { RecipeData } from '../recipeData.js';
import type { Procedure } from './procedure.js';
import type { PairsSettings, ProcedureSettings } from './settings.js';

type Settings = Extract<ProcedureSettings, { id: 'pairsOfFew' }>;

/** What was made of the real images of a recipe. */
interface MadePairs {
  pairs: Sample[];
  /** Mean over the sources of the root mean square by which the pyramid misses its source. */
  error: number;
}

/** The pairs made last, by what decides them: arms of one study need the same, and making them takes minutes. */
const made = new Map<string, Promise<MadePairs>>();
const KEPT = 4;

/**
 * One network on a few real images, on images made of each of them by a pyramid of its own, or on both. Thresholds are
 * fitted on what is learnt from. Notes how near the made images lie to their sources, where there are some.
 * Source: Thambawita et al., "SinGAN-Seg: Synthetic training data generation for medical image segmentation", PLOS ONE 2022
 */
export const pairsOfFew: Procedure<Settings> = {
  check(settings, recipe) {
    object('procedure', settings, ['id', 'pairs']);
    object('pairs', settings.pairs, ['images', 'use', 'samples', 'from', 'iterations', 'features']);
    const { images, use, samples, from, iterations, features } = settings.pairs;
    whole('images', images, 1);
    oneOf('use', use, ['real', 'synthetic', 'both']);
    whole('samples', samples, 1);
    whole('from', from, 0);
    whole('iterations', iterations, 1);
    whole('features', features, 1);
    if (recipe.data.multiClass)
      throw new UserError('pairs are made of images with one target: `multiClass` must be false, got true.');
    if (recipe.start) throw new UserError("a network on made pairs starts from random parameters: leave 'start' out.");
  },
  async run(recipe, { folders, onReport }) {
    const { pairs: settings } = recipe.training.procedure as Settings;
    let noted = {};
    const done = await executeRun(
      recipe,
      { folders, onReport },
      {
        async prepare(data) {
          const real = fewImages(data, settings.images, seedOfRun(recipe));
          if (settings.use === 'real') return real;
          const { pairs, error } = await madePairs(recipe, settings, data, real);
          const ratio = nearestSourceRatio(pairs, real);
          noted = { reconstructionError: rounded(error), nearestSource: rounded(ratio) };
          return settings.use === 'both' ? [...real, ...pairs] : pairs;
        },
      },
    );
    return { ...done, run: { ...done.run, noted } };
  },
};

/** The first image with a target of each of the first patients, of those that have one, in a seeded order. */
export function fewImages({ train }: Pick<RecipeData, 'train'>, images: number, seed: number): Sample[] {
  const first = new Map<string, Sample>();
  for (const sample of train)
    if (!first.has(sample.patient) && sample.mask.some((label) => label > 0)) first.set(sample.patient, sample);
  if (first.size < images)
    throw new UserError(
      `the recipe asks for images of ${images} training patients with a target, and the fold has ${first.size}.`,
    );
  return seededRandom(seed, 11)
    .shuffle([...first.values()])
    .slice(0, images);
}

function madePairs(recipe: Recipe, settings: PairsSettings, { hash }: RecipeData, real: readonly Sample[]) {
  const { use: _, ...decisive } = settings;
  const key = canonicalJson([hash, real.map(({ id }) => id), seedOfRun(recipe), decisive]);
  const pairs = made.get(key) ?? make(recipe, settings, real);
  // The one asked for last comes last; what failed is not kept.
  made.delete(key);
  made.set(key, pairs);
  pairs.catch(() => made.delete(key));
  for (const old of [...made.keys()].slice(0, -KEPT)) made.delete(old);
  return pairs;
}

async function make(recipe: Recipe, settings: PairsSettings, real: readonly Sample[]): Promise<MadePairs> {
  const pairs: Sample[] = [];
  let error = 0;
  for (const [n, source] of real.entries()) {
    const found = await syntheticPairs(source, { ...settings, seed: seedOfRun(recipe) * 100 + n });
    pairs.push(...found.pairs);
    error += found.error / real.length;
  }
  return { pairs, error };
}

const rounded = (value: number): number | null => (Number.isNaN(value) ? null : Math.round(value * 1e4) / 1e4);
