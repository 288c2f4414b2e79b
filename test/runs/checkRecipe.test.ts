import { describe, expect, it } from 'vitest';
import { checkRecipe, recipeOf, type DataSource } from '../../src/runs/index.js';
import { UserError } from '../../src/userError.js';
import { smallRecipe } from './smallRecipe.js';

type Wrong = Record<string, unknown>;
/** A small recipe with the value at a place replaced; undefined takes the place away. */
function wrong(path: string, value?: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(smallRecipe({ start: smallRecipe() }))) as Wrong;
  const names = path.split('.');
  let at = copy;
  for (const name of names.slice(0, -1)) at = at[name] as Wrong;
  const last = names.at(-1) ?? '';
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}
const ofClasses: DataSource = {
  task: 'br18',
  multiClass: true,
  size: 16,
  synthetic: { seed: 1, patients: 8, imagesPerPatient: 2 },
};
const real: DataSource = { task: 'po18', multiClass: false, size: 16, set: 'po18_x', slicesPerCase: 12, invert: false };

describe('checkRecipe(recipe)', () => {
  it.each([
    ['synthetic images', smallRecipe()],
    ['real images', smallRecipe({ data: real })],
    ['a network that it goes on from', smallRecipe({ start: smallRecipe({ start: smallRecipe() }) })],
    ['fewer patients', wrong('split.patients', 4)],
    ['no clipping', wrong('training.optimiser', { id: 'adam' })],
    ['Ranger', wrong('training.optimiser.id', 'ranger')],
    ['the feedback loop', wrong('training.network.id', 'contextFeedback')],
    ['distances of classes', smallRecipe({ data: ofClasses }, 'generalizedWassersteinDice')],
    ['weights that are found on the images', smallRecipe({}, 'weightedCrossEntropy')],
    ['a sum of losses', smallRecipe({}, 'softDice+0.5*crossEntropy')],
  ])('takes a recipe with %s', (_, recipe) => expect(recipeOf(recipe)).toBe(recipe));

  it.each([
    ['nothing', null, "'recipe' must be an object with study, arm, data, split, seed, training, got null."],
    ['a list', [], "'recipe' must be an object"],
    ['a text', 'recipe', `'recipe' must be an object with study, arm, data, split, seed, training, got "recipe".`],
    ['no seed', wrong('seed'), "'recipe' lacks 'seed'; it holds study, arm, data, split, seed, training."],
    ['a word that means nothing', wrong('speed', 1), "'recipe' holds 'speed', which means nothing"],
    ['no name', wrong('study', ''), '`study` must be a text, got "".'],
    ['an arm that is a number', wrong('arm', 7), '`arm` must be a text, got 7.'],
    [
      'an unknown task',
      wrong('data.task', 'po19'),
      '`task` must be one of br18, is17, is18, mo17, po18, wm17, got "po19".',
    ],
    ['a task that every object has', wrong('data.task', 'toString'), '`task` must be one of'],
    [
      'classes that are neither',
      wrong('data.multiClass', 'yes'),
      '`multiClass` must be one of true, false, got "yes".',
    ],
    ['a size below 16', wrong('data.size', 12), '`size` must be a whole number from 16 to 1024, got 12.'],
    ['a size above 1024', wrong('data.size', 1028), '`size` must be a whole number from 16 to 1024, got 1028.'],
    ['a size that is no number', wrong('data.size', NaN), '`size` must be a whole number from 16 to 1024, got NaN.'],
    ['a size that cannot be halved twice', wrong('data.size', 18), '`size` must be a multiple of 4, got 18.'],
    ['no images', wrong('data', { task: 'po18', multiClass: false, size: 16 }), "'data' lacks 'set'"],
    ['data that is nothing', wrong('data', null), "'data' must be an object"],
    ['both kinds of images', wrong('data', { ...real, synthetic: {} }), "'data' holds 'set', which means nothing"],
    [
      'no synthetic patients',
      wrong('data.synthetic.patients', 0),
      '`patients` must be a whole number of at least 1, got 0.',
    ],
    [
      'half an image',
      wrong('data.synthetic.imagesPerPatient', 0.5),
      '`imagesPerPatient` must be a whole number of at least 1, got 0.5.',
    ],
    ['a seed below 0', wrong('data.synthetic.seed', -1), '`seed` must be a whole number of at least 0, got -1.'],
    ['a set without a name', wrong('data', { ...real, set: '' }), '`set` must be a text, got "".'],
    [
      'no slices',
      wrong('data', { ...real, slicesPerCase: 0 }),
      '`slicesPerCase` must be a whole number of at least 1, got 0.',
    ],
    ['an inversion of 1', wrong('data', { ...real, invert: 1 }), '`invert` must be one of true, false, got 1.'],
    ['one fold', wrong('split.folds', 1), '`folds` must be a whole number of at least 2, got 1.'],
    ['a fold beyond the last', wrong('split.fold', 2), '`fold` must be a whole number from 0 to 1, got 2.'],
    ['a fold as a text', wrong('split.fold', '0'), '`fold` must be a whole number from 0 to 1, got "0".'],
    [
      'no patients to learn from',
      wrong('split.patients', 0),
      '`patients` must be a whole number of at least 1, got 0.',
    ],
    ['a seed of 2^53', wrong('seed', 2 ** 53), '`seed` must be a whole number of at least 0'],
    [
      'another network',
      wrong('training.network.id', 'vnet'),
      '`network` must be one of unet, contextFeedback, volumeUnet, got "vnet".',
    ],
    ['no features', wrong('training.network.features', 0), '`features` must be a whole number of at least 1, got 0.'],
    [
      'batch normalisation',
      wrong('training.network.normalisation', 'batch'),
      '`normalisation` must be one of none, instance, got "batch".',
    ],
    [
      'a feedback loop without normalisation',
      wrong('training.network', { id: 'contextFeedback', features: 2, normalisation: 'none', prior: true }),
      '`normalisation` must be one of instance, got "none".',
    ],
    ['a prior that is a number', wrong('training.network.prior', 0.1), '`prior` must be one of true, false, got 0.1.'],
    ['another optimiser', wrong('training.optimiser.id', 'sgd'), '`optimiser` must be one of adam, ranger, got "sgd".'],
    ['a clipping of 0', wrong('training.optimiser.clipNorm', 0), '`clipNorm` must be a number above 0, got 0.'],
    [
      'another schedule',
      wrong('training.schedule', 'step'),
      '`schedule` must be one of constant, warmupCosine, got "step".',
    ],
    [
      'another sampler',
      wrong('training.sampler', 'toString'),
      '`sampler` must be one of shuffled, spread, foreground, patients, hardness, got "toString".',
    ],
    [
      'another augmentation',
      wrong('training.augmentation', 'mixup'),
      '`augmentation` must be one of none, flipsAndIntensity, got "mixup".',
    ],
    ['an empty batch', wrong('training.batch', 0), '`batch` must be a whole number of at least 1, got 0.'],
    ['overlap per fold', wrong('training.per', 'fold'), '`per` must be one of image, batch, got "fold".'],
    ['no phases', wrong('training.phases', []), '`phases` must be a list of at least one loss with its steps.'],
    ['phases that are no list', wrong('training.phases', {}), '`phases` must be a list'],
    ['a loss that is not known', wrong('training.phases.0.loss', 'softDise'), "Did you mean 'softDice'?"],
    ['a loss that is a number', wrong('training.phases.0.loss', 1), '`loss` must be a text, got 1.'],
    [
      'a loss of several classes where there is one target',
      smallRecipe({}, 'softDice+generalizedWassersteinDice'),
      "the loss 'softDice+generalizedWassersteinDice' needs two classes or more, and po18 has one target here: take softDice.",
    ],
    [
      'such a loss on the whole tumour',
      smallRecipe({ data: { ...ofClasses, multiClass: false } }, 'generalizedWassersteinDice'),
      'br18 has one target here: take softDice, or `multiClass`.',
    ],
    ['no steps', wrong('training.phases.0.steps', 0), '`steps` must be a whole number of at least 1, got 0.'],
    ['a rate of 0', wrong('training.phases.0.learningRate', 0), '`learningRate` must be a number above 0, got 0.'],
    [
      'a rate without end',
      wrong('training.phases.0.learningRate', Infinity),
      '`learningRate` must be a number above 0, got Infinity.',
    ],
    [
      'a rate as a text',
      wrong('training.phases.0.learningRate', '1e-3'),
      '`learningRate` must be a number above 0, got "1e-3".',
    ],
    [
      'a phase with a word that means nothing',
      wrong('training.phases.0.decay', 1),
      "'phase' holds 'decay', which means nothing",
    ],
    ['a start that is none', wrong('start', {}), "'recipe' lacks 'study'"],
    [
      'something wrong in the start',
      wrong('start.training.batch', -1),
      '`batch` must be a whole number of at least 1, got -1.',
    ],
  ])('refuses %s', (_, recipe, sentence) => {
    expect(() => checkRecipe(recipe)).toThrow(UserError);
    expect(() => checkRecipe(recipe)).toThrow(sentence);
  });

  const started = (changes: Parameters<typeof smallRecipe>[0]) => smallRecipe({ start: smallRecipe(changes) });
  const { data, training } = smallRecipe();
  it.each([
    ['was trained on images of another size', started({ data: { ...data, size: 32 } }), 'data'],
    ['has seen the held-out patients', started({ split: { folds: 2, fold: 1, seed: 1 } }), 'split'],
    ['was dealt other patients', started({ split: { folds: 2, fold: 0, seed: 2 } }), 'split'],
    [
      'has other features',
      started({ training: { ...training, network: { ...training.network, features: 4 } } }),
      'network',
    ],
  ])('refuses to go on from a network that %s', (_, recipe, part) => {
    expect(() => checkRecipe(recipe)).toThrow(UserError);
    expect(() => checkRecipe(recipe)).toThrow(
      `'start' must be of the same '${part}' as the recipe that goes on from it`,
    );
  });

  it('lets the network that it goes on from have learned from fewer patients, or with another loss', () => {
    const start = smallRecipe({ split: { ...smallRecipe().split, patients: 2 }, seed: 2 }, 'crossEntropy', 7);
    expect(() => checkRecipe(smallRecipe({ start }))).not.toThrow();
  });
});
