import { unitScores } from '../../evaluation/index.js';
import { calibrationRows } from '../calibrationRows.js';
import { CORE } from '../diceLossArms.js';
import { materialSentences } from '../figures/resultFigure.js';
import type { StudyRuns } from '../figures/studyRuns.js';
import { collapsedOf, meanDiceOf, meanOf, unitsOf } from '../figures/unitDice.js';
import type { ResultTable } from './resultTable.js';

/** Dice of every loss at one half, at the tuned threshold and by the rule, with calibration and volumes. */
export function thresholdsTable(runs: StudyRuns): ResultTable {
  const calibration = calibrationRows(runs);
  return {
    id: `thresholds-${runs.material}`,
    title: 'Thresholds, calibration and volume',
    caption:
      'Mean Dice of held-out units with the probabilities cut at one half, at the threshold tuned on the training patients, and at half of the Dice that these reach; mean of the tuned thresholds over folds; calibration error over pixels; ' +
      `mean of predicted by true volume, of the mask and of the summed probabilities; units in which something is predicted, of those without a target. A loss with a collapsed run has no numbers. ${materialSentences(runs)}`,
    columns: [
      { key: 'task', heading: 'task' },
      { key: 'loss', heading: 'loss' },
      { key: 'half', heading: 'Dice at ½' },
      { key: 'tuned', heading: 'tuned' },
      { key: 'rule', heading: 'D*/2' },
      { key: 'threshold', heading: 'tuned threshold', decimals: 2 },
      { key: 'calibrationError', heading: 'calibration error' },
      { key: 'volume', heading: 'volume', decimals: 2 },
      { key: 'softVolume', heading: 'soft volume', decimals: 2 },
      { key: 'falsePositives', heading: 'false positives', decimals: 0 },
      { key: 'empty', heading: 'of', decimals: 0 },
      { key: 'units', heading: 'n', decimals: 0 },
    ],
    rows: runs.sets.flatMap(({ name: task }) =>
      CORE.map(({ id, title }) => {
        const chosen = runs.of(task, id);
        const about = { task, loss: title, units: unitsOf(chosen).length };
        if (collapsedOf(chosen) > 0) return about;
        const found = calibration.find((row) => row.task === task && row.loss === id);
        const empty = chosen.flatMap(({ images, unit }) =>
          unitScores(images, { per: unit }).filter(({ emptyClasses }) => emptyClasses > 0),
        );
        const thresholds = chosen.flatMap((run) => run.thresholds?.tuned ?? []);
        return {
          ...about,
          half: meanDiceOf(unitsOf(chosen)),
          tuned: meanDiceOf(unitsOf(chosen, 'tuned')),
          rule: meanDiceOf(unitsOf(chosen, 'rule')),
          threshold: meanOf(thresholds),
          calibrationError: found?.calibrationError,
          volume: found?.hard === undefined ? undefined : 1 + found.hard,
          softVolume: found?.soft === undefined ? undefined : 1 + found.soft,
          empty: empty.length,
          falsePositives: empty.filter(({ falsePositiveClasses }) => falsePositiveClasses > 0).length,
        };
      }),
    ),
  };
}
