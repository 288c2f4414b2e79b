import { lossFromSpec } from '../losses/index.js';
import { UNET_STRIDE } from '../training/index.js';
import { UserError } from '../userError.js';

/** What every run of a comparison has in common, and the grid of what differs. */
export interface ComparisonSettings {
  /**
   * As `lossFromSpec` takes them: `softDice`, `softTversky:alpha=0.3,beta=0.7`. The first is the one the others are
   * compared with.
   */
  losses: string[];
  /** Folds of the cross-validation, from 2 to the number of patients. */
  folds: number;
  /** Each fold is trained once with each seed. The first also deals the folds. */
  seeds: number[];
  /** What an overlap loss scores at once, one image or the whole batch, where its spec does not say `per=`. */
  per: 'image' | 'batch';
  /** Updates of the parameters in one run. */
  steps: number;
  /** The first of these steps are trained with cross-entropy, whatever the loss; less than `steps`, 0 for none. */
  pretrain: number;
  /** Images per update. */
  batch: number;
  /** Channels of the U-Net's first block. */
  features: number;
  /** Of Adam. */
  learningRate: number;
}

export const DEFAULT_SETTINGS: ComparisonSettings = {
  losses: ['crossEntropy', 'softDice'],
  folds: 5,
  seeds: [1],
  per: 'batch',
  steps: 400,
  pretrain: 0,
  batch: 8,
  features: 8,
  learningRate: 1e-3,
};

/** Refuses settings that no comparison can be made of. */
export function checkSettings({
  losses,
  folds,
  seeds,
  per,
  steps,
  pretrain,
  batch,
  features,
  learningRate,
}: ComparisonSettings): void {
  if (losses.length === 0) throw new UserError('a comparison needs at least one loss: --losses crossEntropy,softDice.');
  const specs = losses.map((loss) => lossFromSpec(loss).spec);
  const repeated = specs.find((spec, i) => specs.indexOf(spec) !== i);
  if (repeated) throw new UserError(`the loss '${repeated}' stands twice in --losses; name each loss once.`);
  if (seeds.length === 0 || new Set(seeds).size !== seeds.length)
    throw new UserError(`--seed takes one whole number or several different ones, got '${seeds.join(',')}'.`);
  seeds.forEach((seed) => checkWhole('seed', seed, 0));
  if (per !== 'image' && per !== 'batch') throw new UserError(`per must be 'image' or 'batch', got '${String(per)}'.`);
  checkWhole('folds', folds, 2);
  checkWhole('steps', steps, 1);
  checkWhole('pretrain', pretrain, 0);
  if (pretrain >= steps)
    throw new UserError(
      `--pretrain must be less than --steps (${steps}), or the losses are not trained with; got ${pretrain}.`,
    );
  checkWhole('batch', batch, 1);
  checkWhole('features', features, 1);
  if (!(learningRate > 0 && learningRate < Infinity))
    throw new UserError(`--learning-rate must be a number above 0, got ${learningRate}.`);
}

/** Refuses images that the network cannot halve twice. */
export function checkImageSize(height: number, width: number): void {
  if (height % UNET_STRIDE === 0 && width % UNET_STRIDE === 0) return;
  throw new UserError(
    `the network halves images twice, so --size must be a multiple of ${UNET_STRIDE}, got ${height === width ? height : `${height}×${width}`}.`,
  );
}

function checkWhole(name: string, value: number, least: number): void {
  if (!(Number.isSafeInteger(value) && value >= least))
    throw new UserError(`--${name} must be a whole number of at least ${least}, got ${value}.`);
}
