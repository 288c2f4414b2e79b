import type { Figure, PlotlySpec } from '../../figures/index.js';
import type { StoredRun } from '../../runs/index.js';
import { belowLiterature } from '../belowLiterature.js';
import { committedRuns } from '../committedRuns.js';
import { studyRuns, type MaterialId, type StudyRuns } from './studyRuns.js';
import { meanDiceOf, unitsOf } from './unitDice.js';

/** How a figure is made of runs, whoever trained them and on whatever images. */
export interface ResultFigure<Row extends Record<string, unknown>> {
  /** Of the id, before the material: `core-comparison` becomes `core-comparison-synthetic`. */
  name: string;
  /** `of` tells the material: `six synthetic tasks`. */
  title(of: string): string;
  /** What is drawn; what it was measured on is added. */
  caption: string;
  materials: readonly MaterialId[];
  /** The arms that it needs on every set that it draws. */
  arms: readonly string[];
  /** What it needs beside them, a phrase for each thing that is missing. */
  lacks?(runs: StudyRuns): string[];
  /** Fewer sets are not drawn. Default 1. */
  atLeast?: number;
  /** Throws a UserError that names an arm of which a run is missing. */
  rowsOf(runs: StudyRuns): Row[];
  figure(rows: Row[], title: string): PlotlySpec;
}

/** A figure of some runs: those of a synthetic material are drawn on all tasks, those of real images where they are whole. */
export function figureOf<Row extends Record<string, unknown>>(parts: ResultFigure<Row>, all: StudyRuns): Figure<Row> {
  const runs = all.material === 'real' ? all.having(parts.arms) : all;
  const title = parts.title(TITLES[runs.material]);
  return {
    id: `${parts.name}-${runs.material}`,
    evidence: runs.material === 'real' ? ['trained'] : ['trained', 'synthetic'],
    title,
    get caption() {
      return `${parts.caption} ${materialSentences(runs)}`;
    },
    rows: () => parts.rowsOf(runs),
    figure: (rows) => parts.figure(rows, title),
  };
}

/** What keeps a figure from being drawn: nothing, or a phrase for each thing that is missing. */
export function obstacles(
  { arms, lacks, atLeast = 1 }: Pick<ResultFigure<Record<string, unknown>>, 'arms' | 'lacks' | 'atLeast'>,
  runs: StudyRuns,
): string[] {
  const gaps = runs.missing(arms).map((gap) => `no run of ${gap}`);
  const more = lacks?.(runs) ?? [];
  if (more.length > 0 || runs.material !== 'real') return [...gaps, ...more];
  const whole = runs.having(arms).sets.length;
  if (whole >= atLeast) return [];
  return whole < runs.sets.length
    ? gaps
    : [`it needs ${atLeast === 1 ? 'a set' : `${atLeast} sets`} of real images, and there ${whole === 1 ? 'is one' : `are ${whole}`}`];
}

const TITLES: Record<MaterialId, string> = {
  synthetic: 'six synthetic tasks',
  'several-classes-synthetic': 'synthetic br18, three classes',
  real: 'real images',
};

const committed = new Map<MaterialId, StudyRuns>();
let read: ReturnType<typeof committedRuns> | undefined;

/** All committed runs of the comparison, read once a process. */
export const comparedRuns = (): readonly StoredRun[] => (read ??= committedRuns('dice-losses')).runs;

/** The committed runs on one material, read once a process: every line is hashed when it is read. */
export function committedStudyRuns(material: MaterialId): StudyRuns {
  const known = committed.get(material) ?? studyRuns(comparedRuns(), material);
  committed.set(material, known);
  return known;
}

/** Of fewer patients a bootstrap interval is too short. */
const FEW = 10;

/** The last sentences of a caption: on what a figure stands. */
export function materialSentences(runs: StudyRuns): string {
  const counts = runs.sets.map(({ name, task }) => ({ name, task, ...sizeOf(runs, name) }));
  const listed = inWords(counts.map(({ name, patients }) => `${patients} (${name})`));
  const byImage = counts.filter(({ unit }) => unit === 'image').map(({ name }) => name);
  const unit =
    byImage.length === 0
      ? 'A unit is a patient'
      : byImage.length === counts.length
        ? 'A unit is an image'
        : `A unit is a patient, or an image on ${inWords(byImage)}`;
  const few = counts.filter(({ patients }) => patients < FEW).map(({ name }) => name);
  const doubt = few.length > 0 ? ` With fewer than ${FEW} patients the intervals of ${inWords(few)} are not to be trusted.` : '';
  const groups =
    runs.material === 'real' ? ' Where no publisher tells the patients, images that look alike count as one patient’s.' : '';
  const below = counts.flatMap(({ name, task, dice }) => belowLiterature(task, dice, name) ?? []);
  return (
    `${runs.material === 'real' ? 'Real' : 'Synthetic'} images of ${listed} patients. ${unit}; n: the held-out units with a target, ` +
    `each scored by a network that has not seen its patient.${groups}${doubt}${below.map((one) => ` ${one}`).join('')}`
  );
}

const inWords = (list: readonly string[]) =>
  list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;

/** By the cross-entropy runs, which hold out every patient once. */
function sizeOf(runs: StudyRuns, set: string): { patients: number; unit: string; dice: number } {
  const chosen = runs.missing(['crossEntropy']).length === 0 ? runs.of(set, 'crossEntropy') : [];
  const ids = new Set(chosen.flatMap(({ images }) => images.map(({ patient }) => patient)));
  const dice = runs.material === 'several-classes-synthetic' ? NaN : meanDiceOf(unitsOf(chosen));
  return { patients: ids.size, unit: chosen[0]?.unit ?? 'image', dice };
}

