import { countClasses, unitScores } from '../../evaluation/index.js';
import { TASKS, type Sample } from '../../tasks/index.js';
import {
  adam,
  classesOf,
  createTrainer,
  doubtfulUnits,
  mutualUpdate,
  predictProbabilities,
  type Trainer,
} from '../../training/index.js';
import { UserError } from '../../userError.js';
import { above0, object, share, whole } from '../checkSettings.js';
import { executeRun, seedOfRun } from '../executeRun.js';
import { checkLabels, givenSamples } from './givenSamples.js';
import { labelDice } from './labelDice.js';
import type { Procedure } from './procedure.js';
import type { ProcedureSettings } from './settings.js';

type Settings = Extract<ProcedureSettings, { id: 'mutualTeaching' }>;

/** Apart from every seed of a run: the second network's parameters. */
const SECOND = 500;

/**
 * Two networks that teach each other, from labels of which few or none are known to be right; the first is the run's.
 * After every stretch of the training, each network by itself replaces the labels that it doubts most of those not known
 * to be right.
 * Source: Wang, Li, Wang et al., "Annotation-efficient deep learning for automatic medical image segmentation", Nature
 * Communications 2021 (AIDE)
 */
export const mutualTeaching: Procedure<Settings> = {
  check(settings, recipe) {
    object('procedure', settings, ['id', 'labels', 'teaching']);
    checkLabels(settings.labels, recipe);
    object('teaching', settings.teaching, ['warmUp', 'agreement', 'corrections', 'replaced']);
    const { warmUp, agreement, corrections, replaced } = settings.teaching;
    share('warmUp', warmUp);
    if (agreement !== 0) above0('agreement', agreement);
    whole('corrections', corrections, 0);
    if (replaced !== 0) share('replaced', replaced);
    if (recipe.data.multiClass)
      throw new UserError('two networks teach each other of one target: `multiClass` must be false, got true.');
    if (recipe.training.batch < 2)
      throw new UserError(
        `two networks choose half of each batch for one another: \`batch\` must be at least 2, got ${recipe.training.batch}.`,
      );
  },
  async run(recipe, { folders, startParameters, onReport }) {
    const { labels, teaching } = recipe.training.procedure as Settings;
    const per = TASKS[recipe.data.task].dimensions === 3 ? 'patient' : 'image';
    const { start: _, ...own } = recipe;
    let doubtful: readonly Sample[] = [];
    /** Of each network, in the order of the training samples. */
    const held: [Sample[], Sample[]] = [[], []];
    let noted = (): Record<string, number | null> => ({});
    let second: Trainer | undefined;
    try {
      const done = await executeRun(
        own,
        { folders, onReport },
        {
          async prepare(data) {
            const { samples, labelled } = await givenSamples(recipe, labels, data, { folders, startParameters });
            held[0] = [...samples];
            held[1] = [...samples];
            doubtful = samples.filter(({ patient }) => !labelled.has(patient));
            const first = labelDice(samples, data, labelled);
            noted = () => ({ labelDice: first, correctedLabelDice: labelDice(held[0], data, labelled) });
            return samples;
          },
          updateOf(first) {
            const { network } = first;
            const { clipNorm } = recipe.training.optimiser;
            const optimiser = adam(network.parameterCount, clipNorm === undefined ? {} : { clipNorm });
            second = createTrainer(network, network.initialParameters(seedOfRun(recipe) + SECOND), optimiser);
            const trainers = [first, second] as const;
            return (update) => {
              const loss = mutualUpdate(trainers, held, update, teaching);
              if (Number.isFinite(loss) && isCorrection(update.step, update.steps, teaching.corrections))
                trainers.forEach((trainer, k) => correct(held[k]!, doubtful, trainer, per, teaching.replaced));
              return loss;
            };
          },
        },
      );
      return { ...done, run: { ...done.run, noted: noted() } };
    } finally {
      second?.dispose();
    }
  },
};

/** Whether labels are corrected after a step: so many times evenly over the training, and not at its end, where nobody would learn from it. */
export function isCorrection(step: number, steps: number, corrections: number): boolean {
  const stretches = (at: number) => Math.floor((at * (corrections + 1)) / steps);
  return step < steps && stretches(step) > stretches(step - 1);
}

/** Replaces the labels that a network doubts most, in place. */
function correct(
  held: Sample[],
  doubtful: readonly Sample[],
  { network, parameters }: Trainer,
  per: 'patient' | 'image',
  replaced: number,
): void {
  const places = new Map(held.map(({ id }, i) => [id, i]));
  const predicted: Sample[] = [];
  for (const probabilities of predictProbabilities(network, parameters, doubtful)) {
    const sample = held[places.get(doubtful[predicted.length]!.id)!]!;
    predicted.push({ ...sample, mask: classesOf(probabilities, network.outputs, sample.valid) });
  }
  const counted = predicted.map(({ id, patient, mask, valid }) => ({
    id,
    patient,
    counts: countClasses(held[places.get(id)!]!.mask, mask, 1, valid),
  }));
  // A unit in which neither marks anything is agreed on.
  const agreement = new Map(unitScores(counted, { per, empty: 'one' }).map(({ unit, dice }) => [unit, dice]));
  const worst = new Set(doubtfulUnits(agreement, replaced));
  for (const sample of predicted)
    if (worst.has(per === 'patient' ? sample.patient : sample.id)) held[places.get(sample.id)!] = sample;
}
