import { lossFromSpec } from '../losses/index.js';
import { authorsCases, OWN_IDS, TASK_IDS, TASKS } from '../tasks/index.js';
import {
  AUGMENTATIONS,
  OPTIMISERS,
  SAMPLERS,
  SCHEDULES,
  UNET_STRIDE,
  VOLUME_MARGIN,
  VOLUME_STRIDE,
} from '../training/index.js';
import { UserError } from '../userError.js';
import { above0, object, oneOf, shown, text, whole } from './checkSettings.js';
import { procedureOf, PROCEDURE_IDS } from './procedures/procedures.js';
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
  checkTraining(training, data);
  checkChannels(training, data);
  if (start !== undefined) checkStart(start, data, split, training);
  const { procedure } = training;
  if (procedure === undefined) return;
  if (typeof procedure !== 'object' || procedure === null)
    throw new UserError(`'procedure' must be an object with an id, got ${shown(procedure)}.`);
  oneOf('procedure', procedure.id, PROCEDURE_IDS);
  procedureOf(procedure).check(procedure, recipe as unknown as Recipe);
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
    network: {
      features: network.features,
      normalisation: network.normalisation,
      ...(network.id === 'volumeUnet' && { pooling: network.pooling }),
    },
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
  object('data', data, ['task', 'multiClass', 'size', ...own], made ? ['depth'] : ['reading']);
  oneOf('task', data.task, made ? TASK_IDS : [...TASK_IDS, ...OWN_IDS]);
  oneOf('multiClass', data.multiClass, [true, false]);
  whole('size', data.size, 16, 1024);
  if ('synthetic' in data) {
    object('synthetic', data.synthetic, ['seed', 'patients', 'imagesPerPatient']);
    whole('seed', data.synthetic.seed, 0);
    whole('patients', data.synthetic.patients, 1);
    whole('imagesPerPatient', data.synthetic.imagesPerPatient, 1, data.depth === undefined ? undefined : 1);
    if (data.depth !== undefined) {
      whole('depth', data.depth, 1, 1024);
      const withVolumes = TASK_IDS.filter((id) => TASKS[id].volumePhantom);
      if (!withVolumes.some((id) => id === data.task))
        throw new UserError(`the tasks with volumes are ${withVolumes.join(', ')}; ${data.task} has images alone.`);
    }
  } else {
    text('set', data.set);
    whole('slicesPerCase', data.slicesPerCase, 1);
    oneOf('invert', data.invert, [true, false]);
    if (data.reading !== undefined)
      object('reading', data.reading, [], ['labels', 'colours', 'threshold', 'patients', 'resampleMasks', 'skipBad']);
  }
}

/** Refuses settings that no network can be trained with. */
export function checkTraining(training: TrainingSettings, images: Pick<DataSource, 'size' | 'depth'>): void {
  const parts = ['network', 'optimiser', 'schedule', 'sampler', 'augmentation', 'batch', 'per', 'phases'];
  object('training', training, parts, ['follow', 'procedure']);
  const { network, optimiser, schedule, sampler, augmentation, batch, per, phases, follow } = training;
  const ofVolumes = Object(network).id === 'volumeUnet';
  object('network', network, ['id', 'features', 'normalisation', 'prior', ...(ofVolumes ? ['pooling'] : [])]);
  oneOf('network', network.id, ['unet', 'contextFeedback', 'volumeUnet']);
  if (network.id === 'volumeUnet') oneOf('pooling', network.pooling, ['average', 'max']);
  whole('features', network.features, 1);
  oneOf('normalisation', network.normalisation, network.id === 'contextFeedback' ? ['instance'] : ['none', 'instance']);
  oneOf('prior', network.prior, [true, false]);
  object('optimiser', optimiser, ['id'], ['clipNorm']);
  oneOf('optimiser', optimiser.id, Object.keys(OPTIMISERS));
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
  checkSides(network.id, images);
}

/** A network takes images or volumes, of sides that it can halve, or divide by three, as often as it does. */
function checkSides(id: TrainingSettings['network']['id'], { size, depth }: Pick<DataSource, 'size' | 'depth'>): void {
  if ((id === 'volumeUnet') !== (depth !== undefined))
    throw new UserError(
      depth === undefined
        ? 'the network `volumeUnet` takes volumes: say of how many slices, `depth`, from synthetic patients.'
        : `the network ${id} takes images and not volumes: leave \`depth\` out, or take the network volumeUnet.`,
    );
  if (id !== 'volumeUnet' && size % UNET_STRIDE !== 0)
    throw new UserError(
      `the network halves images twice, so \`size\` must be a multiple of ${UNET_STRIDE}, got ${size}.`,
    );
  if (id === 'volumeUnet')
    for (const [name, side] of Object.entries({ size, depth: depth ?? 0 }))
      if ((side + 2 * VOLUME_MARGIN) % VOLUME_STRIDE !== 0)
        throw new UserError(
          `the network divides volumes by three three times, so \`${name}\` must be 1 more than a multiple of ${VOLUME_STRIDE}, as are 1, 28, 55, 82, 109 and 136; got ${side}.`,
        );
}

/** A loss of several classes is refused where the task has one target: the network has one output then. */
function checkChannels({ phases, follow = [] }: TrainingSettings, { task, multiClass }: DataSource): void {
  // How many classes a folder of one's own has is known when it is read.
  const named = TASK_IDS.find((id) => id === task);
  if (named === undefined || (multiClass && TASKS[named].multiClasses)) return;
  for (const loss of [...phases.map((phase) => phase.loss), ...follow])
    if (loss !== 'weightedCrossEntropy' && lossFromSpec(loss).leastChannels > 1)
      throw new UserError(
        `the loss '${loss}' needs two classes or more, and ${named} has one target here: take softDice${TASKS[named].multiClasses ? ', or `multiClass`' : ''}.`,
      );
}

/** Refuses what is no loss to train with. */
export function checkLoss(loss: string): void {
  text('loss', loss);
  // By itself it stands for weights that are found on the training images.
  if (loss !== 'weightedCrossEntropy') lossFromSpec(loss);
}
