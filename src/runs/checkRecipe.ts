import { lossFromSpec } from '../losses/index.js';
import { authorsCases, OWN_IDS, TASK_IDS } from '../tasks/index.js';
import { AUGMENTATIONS, SAMPLERS, SCHEDULES, UNET_STRIDE } from '../training/index.js';
import { UserError } from '../userError.js';
import { canonicalJson, type DataSource, type Recipe, type Split, type TrainingSettings } from './recipe.js';

/**
 * Refuses a recipe that no run can be made of, before anything is read: what comes from a file or a command line may hold
 * anything.
 *
 * @throws UserError naming the setting in backquotes, what was expected and what came
 */
export function checkRecipe(recipe: unknown): asserts recipe is Recipe {
  object('recipe', recipe, ['study', 'arm', 'data', 'split', 'seed', 'training'], ['start']);
  const { study, arm, data, split, seed, training, start } = recipe as unknown as Recipe;
  text('study', study);
  text('arm', arm);
  checkData(data);
  object('split', split, ['folds', 'fold', 'seed'], ['by', 'patients']);
  whole('folds', split.folds, 2);
  whole('fold', split.fold, 0, split.folds - 1);
  whole('seed', split.seed, 0);
  if (split.by !== undefined) checkAuthors(split, data);
  if (split.patients !== undefined) whole('patients', split.patients, 1);
  whole('seed', seed, 0);
  checkTraining(training, data.size);
  if (start !== undefined) checkStart(start, data, split, training);
}

/** The authors' lists name real cases, and say how many folds there are. */
function checkAuthors({ by, folds }: Split, data: DataSource): void {
  oneOf('by', by, ['authors']);
  const authors = authorsCases(data.task).length;
  if ('synthetic' in data)
    throw new UserError("the authors' folds name real cases: give `data` a folder, or `folds` a number.");
  if (folds !== authors) throw new UserError(`the authors have ${authors} folds of ${data.task}, got ${folds}.`);
}

/** A network goes on from one of its kind, that was trained on the same images and has not seen the held-out patients. */
function checkStart(start: unknown, data: DataSource, split: Split, training: TrainingSettings): void {
  checkRecipe(start);
  const shared = ({
    data,
    split: { folds, fold, seed, by },
    training: { network },
  }: Pick<Recipe, 'data' | 'split' | 'training'>) => ({
    data,
    split: { folds, fold, seed, ...(by && { by }) },
    network: { features: network.features, normalisation: network.normalisation },
  });
  const [own, before] = [shared({ data, split, training }), shared(start)];
  for (const part of ['data', 'split', 'network'] as const)
    if (canonicalJson(own[part]) !== canonicalJson(before[part]))
      throw new UserError(
        `'start' must be of the same '${part}' as the recipe that goes on from it, ${canonicalJson(own[part])}, got ${canonicalJson(before[part])}.`,
      );
}

/** A value as a recipe. Throws a UserError where it is none. */
export function recipeOf(value: unknown): Recipe {
  checkRecipe(value);
  return value;
}

function checkData(data: DataSource): void {
  const made = typeof data === 'object' && data !== null && 'synthetic' in data;
  const own = made ? ['synthetic'] : ['set', 'slicesPerCase', 'invert'];
  object('data', data, ['task', 'multiClass', 'size', ...own], made ? [] : ['reading']);
  oneOf('task', data.task, made ? TASK_IDS : [...TASK_IDS, ...OWN_IDS]);
  oneOf('multiClass', data.multiClass, [true, false]);
  whole('size', data.size, 16, 1024);
  if ('synthetic' in data) {
    object('synthetic', data.synthetic, ['seed', 'patients', 'imagesPerPatient']);
    whole('seed', data.synthetic.seed, 0);
    whole('patients', data.synthetic.patients, 1);
    whole('imagesPerPatient', data.synthetic.imagesPerPatient, 1);
  } else {
    text('set', data.set);
    whole('slicesPerCase', data.slicesPerCase, 1);
    oneOf('invert', data.invert, [true, false]);
    if (data.reading !== undefined)
      object('reading', data.reading, [], ['labels', 'colours', 'threshold', 'patients', 'resampleMasks', 'skipBad']);
  }
}

/** Refuses settings that no network can be trained with. */
export function checkTraining(training: TrainingSettings, size: number): void {
  const parts = ['network', 'optimiser', 'schedule', 'sampler', 'augmentation', 'batch', 'per', 'phases'];
  object('training', training, parts, ['follow']);
  const { network, optimiser, schedule, sampler, augmentation, batch, per, phases, follow } = training;
  object('network', network, ['id', 'features', 'normalisation', 'prior']);
  oneOf('network', network.id, ['unet']);
  whole('features', network.features, 1);
  oneOf('normalisation', network.normalisation, ['none', 'instance']);
  oneOf('prior', network.prior, [true, false]);
  object('optimiser', optimiser, ['id'], ['clipNorm']);
  oneOf('optimiser', optimiser.id, ['adam']);
  if (optimiser.clipNorm !== undefined) above0('clipNorm', optimiser.clipNorm);
  oneOf('schedule', schedule, Object.keys(SCHEDULES));
  oneOf('sampler', sampler, Object.keys(SAMPLERS));
  oneOf('augmentation', augmentation, Object.keys(AUGMENTATIONS));
  whole('batch', batch, 1);
  oneOf('per', per, ['image', 'batch']);
  if (!Array.isArray(phases) || phases.length === 0)
    throw new UserError('`phases` must be a list of at least one loss with its steps.');
  for (const phase of phases) {
    object('phase', phase, ['loss', 'steps', 'learningRate']);
    checkLoss(phase.loss);
    whole('steps', phase.steps, 1);
    above0('learningRate', phase.learningRate);
  }
  if (follow !== undefined) {
    if (!Array.isArray(follow)) throw new UserError(`\`follow\` must be a list of losses, got ${shown(follow)}.`);
    follow.forEach(checkLoss);
  }
  if (size % UNET_STRIDE !== 0)
    throw new UserError(
      `the network halves images twice, so \`size\` must be a multiple of ${UNET_STRIDE}, got ${size}.`,
    );
}

/** Refuses what is no loss to train with. */
export function checkLoss(loss: string): void {
  text('loss', loss);
  // By itself it stands for weights that are found on the training images.
  if (loss !== 'weightedCrossEntropy') lossFromSpec(loss);
}

/** A part of a recipe; no option of a command, which are named in backquotes. */
function object(name: string, value: unknown, keys: readonly string[], optional: readonly string[] = []): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UserError(`'${name}' must be an object with ${keys.join(', ')}, got ${shown(value)}.`);
  const missing = keys.find((key) => !(key in value));
  if (missing) throw new UserError(`'${name}' lacks '${missing}'; it holds ${keys.join(', ')}.`);
  const unknown = Object.keys(value).find((key) => !keys.includes(key) && !optional.includes(key));
  if (unknown !== undefined)
    throw new UserError(`'${name}' holds '${unknown}', which means nothing; it holds ${keys.join(', ')}.`);
}

function text(name: string, value: unknown): void {
  if (typeof value !== 'string' || value === '')
    throw new UserError(`\`${name}\` must be a text, got ${shown(value)}.`);
}

function oneOf(name: string, value: unknown, choices: readonly unknown[]): void {
  if (!choices.includes(value))
    throw new UserError(`\`${name}\` must be one of ${choices.join(', ')}, got ${shown(value)}.`);
}

function whole(name: string, value: unknown, least: number, most = Number.MAX_SAFE_INTEGER): void {
  if (!(Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most)) {
    const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
    throw new UserError(`\`${name}\` must be a whole number ${range}, got ${shown(value)}.`);
  }
}

function above0(name: string, value: unknown): void {
  if (!(typeof value === 'number' && value > 0 && value < Infinity))
    throw new UserError(`\`${name}\` must be a number above 0, got ${shown(value)}.`);
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value)).slice(0, 80);
}
