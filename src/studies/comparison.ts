import { compareMethods, unitScores, type MethodDifference, type UnitScores } from '../evaluation/index.js';
import type { StoredRun } from '../runs/index.js';
import type { TaskId, PatientsFrom } from '../tasks/index.js';

export const MEASURES = ['dice', 'jaccard'] as const;
export type Measure = (typeof MEASURES)[number];

/** One way of training, over all folds and seeds. */
export interface ArmScores {
  arm: string;
  /** For tables and legends. */
  title: string;
  runs: number;
  /** Runs whose network says nothing, or everything, of a class: dead ones. */
  collapsed: number;
  /** Of the runs that live: units with a target, and the means of their scores. */
  units: number;
  dice: number;
  jaccard: number;
  /** Mean Dice of the cut at the threshold tuned on training patients; absent with several classes. */
  tunedDice?: number;
  /** Units without a target in which something is predicted, of how many. */
  falsePositiveUnits: number;
  emptyUnits: number;
}

/** The same of one fold, of its runs that live. */
export interface FoldScores {
  arm: string;
  /** From 0. */
  fold: number;
  dice: number;
  jaccard: number;
  collapsed: boolean;
}

/**
 * Ways of training compared on one task; every unit is scored by a network that has not seen its patient, or its image
 * where nobody knows the patients.
 */
export interface Comparison {
  task: TaskId;
  synthetic: boolean;
  /** Of volumes, each an image of its own; absent: of images. */
  volumes?: true;
  /** Class names, background first. */
  classes: string[];
  unit: 'patient' | 'image';
  patients: number;
  /** Who says which images are of one patient; absent where that is part of the images, as of the synthetic ones. */
  patientsFrom?: PatientsFrom;
  images: number;
  arms: ArmScores[];
  folds: FoldScores[];
  /** Every pair of arms of which no run collapsed. */
  differences: Record<Measure, MethodDifference[]>;
  /** Of those, the arms not significantly worse than the best. */
  best: Record<Measure, string[]>;
}

/** A unit's mean over the seeds it was scored with. */
interface Unit {
  patient: string;
  dice: number;
  jaccard: number;
}

/**
 * Compares arms on one task. A unit is a patient, or an image where every image stands for itself; units without a target
 * have no score, and what is predicted in them is told apart. A run that collapsed is counted, and never averaged: the
 * means of its arm are of the runs that live, and the arm is left out of the differences.
 *
 * @param runs - all of one task, with the same folds for every arm
 * @param arms - in the order of the table; the first is the one the others are compared with
 */
export function compareArms(
  runs: readonly StoredRun[],
  arms: readonly { id: string; title: string }[],
  { resamples = 10_000, seed = 1 }: { resamples?: number; seed?: number } = {},
): Comparison {
  const first = runs[0]!;
  const { unit: per, classes, synthetic } = first;
  const ofArm = arms.map(({ id, title }) => ({ id, title, runs: runs.filter(({ recipe }) => recipe.arm === id) }));
  const living = ofArm.map((arm) => ({ ...arm, units: unitsOf(arm.runs.filter(isAlive), per) }));
  const whole = living.filter((arm) => arm.runs.length > 0 && arm.runs.every(isAlive));
  const compared = MEASURES.map((measure) => compare(whole, measure, { resamples, seed }));
  const images = new Map(runs.flatMap((run) => run.images.map(({ id, patient }) => [id, patient] as const)));
  return {
    task: first.recipe.data.task,
    synthetic,
    ...(first.recipe.data.depth !== undefined && { volumes: true as const }),
    classes,
    unit: per,
    patients: new Set(images.values()).size,
    images: images.size,
    arms: living.map(({ id, title, runs: all, units }) => armScores(id, title, all, units, per)),
    folds: ofArm.flatMap(({ id, runs: all }) =>
      [...new Set(all.map(({ recipe }) => recipe.split.fold))].map((fold) => {
        const here = all.filter(({ recipe }) => recipe.split.fold === fold);
        const units = [...unitsOf(here.filter(isAlive), per).values()];
        const collapsed = !here.every(isAlive);
        return {
          arm: id,
          fold,
          collapsed,
          dice: mean(units.map((u) => u.dice)),
          jaccard: mean(units.map((u) => u.jaccard)),
        };
      }),
    ),
    differences: { dice: compared[0]!.pairs, jaccard: compared[1]!.pairs },
    best: { dice: compared[0]!.best, jaccard: compared[1]!.best },
  };
}

/** Whether a network says something, and not everything: of several classes at least one. */
export const isAlive = ({ collapsed, classes }: Pick<StoredRun, 'collapsed' | 'classes'>): boolean =>
  collapsed.length < classes.length - 1;

function armScores(
  arm: string,
  title: string,
  runs: readonly StoredRun[],
  units: Map<string, Unit>,
  per: 'patient' | 'image',
): ArmScores {
  const living = runs.filter(isAlive);
  const tuned = living.flatMap((run) => scored(run, per, 'tuned')).map(({ dice }) => dice);
  const empty = living
    .flatMap(({ images }) => unitScores(images, { per }))
    .filter(({ emptyClasses }) => emptyClasses > 0);
  const list = [...units.values()];
  return {
    arm,
    title,
    runs: runs.length,
    collapsed: runs.length - living.length,
    units: list.length,
    dice: mean(list.map((u) => u.dice)),
    jaccard: mean(list.map((u) => u.jaccard)),
    ...(tuned.length > 0 && { tunedDice: mean(tuned) }),
    falsePositiveUnits: empty.filter(({ falsePositiveClasses }) => falsePositiveClasses > 0).length,
    emptyUnits: empty.length,
  };
}

/** The units with a target that one run scores, at one half or at a fitted threshold. */
export function scored(
  run: StoredRun,
  per: 'patient' | 'image',
  cut: 'half' | 'tuned' | 'rule' = 'half',
): UnitScores[] {
  const images =
    cut === 'half'
      ? run.images
      : run.images.flatMap((image) => (image[cut] ? [{ ...image, counts: [image[cut]] }] : []));
  return images.length === 0 ? [] : unitScores(images, { per }).filter(({ dice }) => !Number.isNaN(dice));
}

/** Scores by unit, means over seeds. */
function unitsOf(runs: readonly StoredRun[], per: 'patient' | 'image'): Map<string, Unit> {
  const all = new Map<string, UnitScores[]>();
  for (const row of runs.flatMap((run) => scored(run, per))) all.set(row.unit, [...(all.get(row.unit) ?? []), row]);
  return new Map(
    [...all].map(([unit, rows]) => [
      unit,
      { patient: rows[0]!.patient, dice: mean(rows.map((r) => r.dice)), jaccard: mean(rows.map((r) => r.jaccard)) },
    ]),
  );
}

function compare(
  arms: readonly { id: string; units: Map<string, Unit> }[],
  measure: Measure,
  options: { resamples: number; seed: number },
): { pairs: MethodDifference[]; best: string[] } {
  const units = [...(arms[0]?.units ?? new Map<string, Unit>())].filter(([unit]) =>
    arms.every((arm) => arm.units.has(unit)),
  );
  if (arms.length < 2 || new Set(units.map(([, { patient }]) => patient)).size < 2)
    return { pairs: [], best: arms.map(({ id }) => id) };
  return compareMethods(
    Object.fromEntries(arms.map((arm) => [arm.id, units.map(([unit]) => arm.units.get(unit)![measure])])),
    { ...options, patients: units.map(([, { patient }]) => patient) },
  );
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
