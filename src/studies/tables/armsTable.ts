import { DICE_LOSS_ARMS, SWEEP_FOLDS, type DiceLossArm } from '../diceLossArms.js';
import { materialSentences } from '../figures/resultFigure.js';
import type { StudyRuns } from '../figures/studyRuns.js';
import { collapsedOf, meanDiceOf, meanOf, pairedDice, unitsOf } from '../figures/unitDice.js';
import type { ResultTable } from './resultTable.js';

/** The parts of the study beside the core, and the arm that each is compared with. */
const PARTS = {
  continued: { title: 'Cross-entropy continued with each loss', baseline: () => 'crossEntropy > crossEntropy' },
  weights: { title: 'Weights of cross-entropy', baseline: () => 'crossEntropy' },
  tversky: { title: 'Weights of Tversky', baseline: () => 'softDice' },
  patients: { title: 'Number of training patients', baseline: sameOfCrossEntropy },
  steps: { title: 'Number of steps', baseline: sameOfCrossEntropy },
} as const;

export type SweptPart = keyof typeof PARTS;
export const SWEPT_PARTS = Object.keys(PARTS) as SweptPart[];

/** The arm of cross-entropy with as many patients, or steps. */
function sameOfCrossEntropy({ part, patients, steps }: DiceLossArm): string {
  const same = DICE_LOSS_ARMS.find(
    (arm) => arm.part === part && arm.loss === 'crossEntropy' && arm.patients === patients && arm.steps === steps,
  );
  return same?.id ?? 'crossEntropy';
}

/** The arms of a part and those they are compared with, without which it has no table. */
export const armsOfPart = (part: SweptPart): string[] => {
  const arms = DICE_LOSS_ARMS.filter((arm) => arm.part === part);
  return [...new Set(arms.flatMap((arm) => [PARTS[part].baseline(arm), arm.id]))];
};

/** Mean scores of the arms of a part on every task, and their differences from the arm they are compared with. */
export function armsTable(runs: StudyRuns, part: SweptPart): ResultTable {
  const { title, baseline } = PARTS[part];
  const arms = DICE_LOSS_ARMS.filter((arm) => arm.part === part);
  const folds = Math.min(...arms.map((arm) => arm.folds.length));
  return {
    id: `${part}-${runs.material}`,
    title,
    caption:
      `Means over held-out units with a target, ${folds === SWEEP_FOLDS.length ? 'folds 1 to 3' : 'five folds'}, and the mean paired difference in Dice from the arm named, with its 95 % interval (paired bootstrap of patients, 10 000 resamples, not corrected). ` +
      `An arm with a collapsed run has no numbers. ${materialSentences(runs)}`,
    columns: [
      { key: 'task', heading: 'task' },
      { key: 'arm', heading: 'trained with' },
      { key: 'dice', heading: 'Dice' },
      { key: 'jaccard', heading: 'Jaccard' },
      { key: 'than', heading: 'compared with' },
      { key: 'mean', heading: 'difference', signed: true },
      { key: 'lower', heading: '2.5 %', signed: true },
      { key: 'upper', heading: '97.5 %', signed: true },
      { key: 'units', heading: 'n', decimals: 0 },
    ],
    rows: runs.sets.flatMap(({ name: task }) =>
      arms.map((arm) => {
        const chosen = runs.of(task, arm.id, folds);
        const units = unitsOf(chosen);
        const about = { task, arm: arm.title, units: units.length };
        if (collapsedOf(chosen) > 0) return about;
        const than = baseline(arm);
        const other = runs.of(task, than, folds);
        const means = { dice: meanDiceOf(units), jaccard: meanOf(units.map(({ jaccard }) => jaccard)) };
        if (than === arm.id || collapsedOf(other) > 0) return { ...about, ...means };
        const { mean, lower, upper } = pairedDice(units, unitsOf(other));
        const named = DICE_LOSS_ARMS.find(({ id }) => id === than)?.title;
        return { ...about, ...means, than: named, mean, lower, upper };
      }),
    ),
  };
}
