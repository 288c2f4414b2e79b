import { basename, resolve } from 'node:path';
import { lossFromSpec } from '../losses/index.js';
import {
  checkRecipe,
  DEFAULT_TRAINING,
  runAll,
  type DataSource,
  type Folders,
  type NetworkSettings,
  type PoolOptions,
  type Reading,
  type Recipe,
  type StoredRun,
} from '../runs/index.js';
import { authorsCases, isOwn, openTask, OWN_NEEDS_DATA, TASKS, type TaskId } from '../tasks/index.js';
import { VOLUME_VARIANTS } from '../training/index.js';
import { UserError } from '../userError.js';
import { compareArms, type Comparison } from './comparison.js';
import { learningRateOf } from './learningRates.js';

const NETWORKS = ['unet', 'volumeUnet', 'volumeUnet:plain'] as const;

/** What is compared, and how it is trained; all but the task has a default. */
export interface CompareSettings {
  task: TaskId;
  /** Folder of real images; absent: the synthetic stand-in. */
  data?: string | undefined;
  /** As `lossFromSpec` takes them. The first is the one the others are compared with. Default cross-entropy and soft Dice. */
  losses?: readonly string[] | undefined;
  /** Of the cross-validation, by patient, from 2 to the number of patients, or those of the paper's authors. Default 5. */
  folds?: number | 'authors' | undefined;
  /** Each fold is trained once with each. The first also deals the folds and makes the synthetic images. Default [1]. */
  seeds?: readonly number[] | undefined;
  /** Updates of one training. Default 400. */
  steps?: number | undefined;
  /** The first of them with cross-entropy, whatever the loss; less than `steps`. Default 0. */
  pretrain?: number | undefined;
  /**
   * Default `unet`, of images. Of synthetic volumes: `volumeUnet`, the authors' network with instance normalisation, and
   * `volumeUnet:plain`, without, as they took it for ISLES 2018.
   */
  network?: (typeof NETWORKS)[number] | undefined;
  /** Rows and columns of an image. Default the task's; of a volume 55. */
  size?: number | undefined;
  /** Slices of a volume. Default 28. */
  depth?: number | undefined;
  multiClass?: boolean | undefined;
  invert?: boolean | undefined;
  /** Slices taken of each real volume, evenly spaced. Default 12. */
  slices?: number | undefined;
  /** How masks and patients of real images are read, where it is not as the task reads them. */
  reading?: Reading | undefined;
  /** Images per update. Default 8; of volumes 1. */
  batch?: number | undefined;
  /** Channels of the network's first block. Default 8. */
  features?: number | undefined;
  /** Default: what the pilot study chose for each loss. */
  learningRate?: number | undefined;
  /** Synthetic patients and images of each; default the task's. */
  patients?: number | undefined;
  imagesPerPatient?: number | undefined;
}

/** A comparison with all that it was made of. */
export interface TrainedComparison {
  comparison: Comparison;
  runs: StoredRun[];
}

/** Trains every loss on every fold and compares the scores of the held-out patients. */
export async function compareLosses(settings: CompareSettings, options: PoolOptions): Promise<TrainedComparison> {
  const { recipes, arms, folders } = compareRecipes(settings);
  const patients = await patientsOf(settings);
  const runs = await runAll(recipes, { ...options, folders });
  return { comparison: { ...compareArms(runs, arms, { seed: settings.seeds?.[0] ?? 1 }), ...patients }, runs };
}

/** Who says which real images are of one patient. No image is read for it. */
async function patientsOf({ task, data, reading }: CompareSettings): Promise<Pick<Comparison, 'patientsFrom'>> {
  if (data === undefined) return {};
  const { patients } = reading ?? {};
  const { patientsFrom } = await openTask(task, data, true, patients === undefined ? {} : { patients });
  return { patientsFrom };
}

/**
 * The runs of a comparison, losses innermost, so that one that is stopped early has all losses on the first folds.
 *
 * @throws UserError for settings that no comparison can be made of, before anything is read
 */
export function compareRecipes(settings: CompareSettings): {
  recipes: Recipe[];
  arms: { id: string; title: string }[];
  folders: Folders;
} {
  const { data, losses = ['crossEntropy', 'softDice'], seeds = [1], steps = 400, pretrain = 0 } = settings;
  const byAuthors = settings.folds === 'authors';
  const folds = settings.folds === 'authors' ? authorsCases(settings.task).length : (settings.folds ?? 5);
  const { batch = isOfVolumes(settings) ? 1 : DEFAULT_TRAINING.batch } = settings;
  const network = networkOfComparison(settings);
  if (losses.length === 0) throw new UserError('`losses` must name at least one loss: crossEntropy,softDice.');
  const arms = losses.map(armOf);
  const repeated = arms.find(({ id }, i) => arms.findIndex((other) => other.id === id) !== i);
  if (repeated) throw new UserError(`the loss '${repeated.id}' stands twice in \`losses\`; name each loss once.`);
  if (seeds.length === 0 || new Set(seeds).size !== seeds.length)
    throw new UserError(`\`seed\` takes one whole number or several different ones, got '${seeds.join(',')}'.`);
  if (!(Number.isInteger(folds) && folds >= 2))
    throw new UserError(`\`folds\` must be a whole number of at least 2, got ${folds}.`);
  if (!(Number.isInteger(pretrain) && pretrain >= 0))
    throw new UserError(`\`pretrain\` must be a whole number of at least 0, got ${pretrain}.`);
  if (pretrain > 0 && pretrain >= steps)
    throw new UserError(
      `\`pretrain\` must be less than \`steps\` (${steps}), or the losses are not trained with; got ${pretrain}.`,
    );
  const set = data === undefined ? undefined : basename(resolve(data));
  const source = sourceOf(settings, set, seeds[0]!);
  const rate = (loss: string) => settings.learningRate ?? learningRateOf(loss);
  const recipes = seeds.flatMap((seed) =>
    Array.from({ length: folds }, (_, fold) =>
      arms.map(({ id: loss }): Recipe => {
        const phases = [
          ...(pretrain > 0 ? [{ loss: 'crossEntropy', steps: pretrain, learningRate: rate('crossEntropy') }] : []),
          { loss, steps: steps - pretrain, learningRate: rate(loss) },
        ];
        const training = { ...DEFAULT_TRAINING, network, batch, phases };
        return {
          study: 'compare',
          arm: loss,
          data: source,
          split: { folds, fold, seed: seeds[0]!, ...(byAuthors && { by: 'authors' as const }) },
          seed,
          training,
        };
      }),
    ).flat(),
  );
  recipes.forEach((recipe) => checkRecipe(recipe));
  return { recipes, arms, folders: set === undefined || data === undefined ? {} : { [set]: data } };
}

/** Volumes of 55×55×28 voxels of 5 to 6 mm: the network is given 81×81×54, and an update takes a second. */
const VOLUME_SIDES = { size: 55, depth: 28 };

const isOfVolumes = ({ network = 'unet' }: CompareSettings): boolean => network !== 'unet';

function networkOfComparison({
  network = 'unet',
  features = DEFAULT_TRAINING.network.features,
}: CompareSettings): NetworkSettings {
  if (!NETWORKS.includes(network))
    throw new UserError(`\`network\` must be one of ${NETWORKS.join(', ')}, got '${network}'.`);
  if (network === 'unet') return { ...DEFAULT_TRAINING.network, features };
  const { pooling, normalisation } = VOLUME_VARIANTS[network === 'volumeUnet' ? 'normalised' : 'plain'];
  return { id: 'volumeUnet', features, pooling, normalisation, prior: true };
}

/** A loss as an arm of a study. Weighted cross-entropy by itself has the weights of the training images. */
export function armOf(loss: string): { id: string; title: string } {
  if (loss === 'weightedCrossEntropy') return { id: loss, title: 'weighted cross-entropy' };
  const { spec, title } = lossFromSpec(loss);
  return { id: spec, title };
}

function sourceOf(settings: CompareSettings, set: string | undefined, seed: number): DataSource {
  const { task: id, multiClass = false, invert = false } = settings;
  const ofVolumes = isOfVolumes(settings);
  const depth = settings.depth ?? (ofVolumes ? VOLUME_SIDES.depth : undefined);
  const size = settings.size ?? (ofVolumes ? VOLUME_SIDES.size : TASKS[id].defaultSize);
  const common = { task: id, multiClass, size };
  if (set !== undefined && depth !== undefined)
    throw new UserError(
      "networks of volumes are trained on synthetic volumes: leave `data` out, or take the `network` unet. The authors' own, trained on ISLES 2018, are applied by: npx dice-workbook replicate.",
    );
  if (set !== undefined) {
    const { slices: slicesPerCase = 12, reading } = settings;
    return { ...common, set, slicesPerCase, invert, ...(reading && { reading }) };
  }
  if (isOwn(id)) throw new UserError(OWN_NEEDS_DATA);
  if (invert) throw new UserError('`invert` is for real masks; the synthetic ones are not inverted.');
  const task = TASKS[id];
  const { patients = task.patients } = settings;
  const imagesPerPatient = settings.imagesPerPatient ?? (depth === undefined ? task.phantom.imagesPerPatient : 1);
  return { ...common, ...(depth !== undefined && { depth }), synthetic: { seed, patients, imagesPerPatient } };
}
