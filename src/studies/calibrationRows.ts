import { addBins, calibrationError, countedUnits, volumeBias } from '../evaluation/index.js';
import type { StoredRun } from '../runs/index.js';
import { CORE } from './diceLossArms.js';
import type { ArmRow } from './figures/armRow.js';
import type { StudyRuns } from './figures/studyRuns.js';
import { collapsedOf, unitsOf } from './figures/unitDice.js';

export interface CalibrationRow extends ArmRow {
  /** Absent where a run collapsed: expected calibration error over the pixels, fifteen bins. */
  calibrationError?: number;
  /** Mean over units with a target of the volume's relative error: of the mask, and of the probabilities. */
  hard?: number;
  soft?: number;
}

/** Calibration error and volume bias of every loss of the core; of one class. */
export function calibrationRows(runs: StudyRuns): CalibrationRow[] {
  return runs.sets.flatMap(({ name: task }) =>
    CORE.map(({ id, title }): CalibrationRow => {
      const chosen = runs.of(task, id);
      const bins = chosen.flatMap(({ calibration }) => (calibration ? [calibration] : []));
      const about = {
        task,
        loss: id,
        title,
        unit: chosen[0]?.unit ?? 'image',
        units: unitsOf(chosen).length,
        runs: chosen.length,
        collapsed: collapsedOf(chosen),
      };
      if (about.collapsed > 0 || bins.length < chosen.length) return about;
      const { hard, soft } = volumeBias(chosen.flatMap(countedVolumes));
      return { ...about, calibrationError: calibrationError(addBins(bins)), hard, soft };
    }),
  );
}

/** Counts and soft volume of each unit of a run. */
function countedVolumes({ images, unit }: StoredRun) {
  const soft = new Map<string, number>();
  for (const { id, patient, softVolume = 0 } of images) {
    const key = unit === 'patient' ? patient : id;
    soft.set(key, (soft.get(key) ?? 0) + softVolume);
  }
  return countedUnits(images, unit).map(({ id, counts }) => ({
    ...(counts[0] ?? { tp: 0, fp: 0, fn: 0 }),
    softVolume: soft.get(id) ?? 0,
  }));
}
