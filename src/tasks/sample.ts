import type { PatientsFrom } from './layouts/patients.js';

/** The six tasks by their stable ids. */
export const TASK_IDS = ['br18', 'is17', 'is18', 'mo17', 'po18', 'wm17'] as const;
export type StudyTaskId = (typeof TASK_IDS)[number];

/**
 * What a folder of one's own is called beside the six: `own`, and its images where they are volumes `own3d`, as a task has one
 * number of dimensions.
 */
export const OWN_IDS = ['own', 'own3d'] as const;
export type OwnTaskId = (typeof OWN_IDS)[number];
export type TaskId = StudyTaskId | OwnTaskId;

/** One 2-D image, or volume, with its mask, preprocessed: what the network is given. */
export interface Sample {
  /** Unique in its task: the file's name, with the slice for volumes. */
  id: string;
  /** Images of one patient never stand on both sides of a fold. */
  patient: string;
  height: number;
  width: number;
  /**
   * Of a volume: its third side, that of slices. Its values then lie as `[x, y, z, channels]` with x of `height` voxels, y of
   * `width`; absent for images.
   */
  depth?: number;
  channels: number;
  /** `[height, width, channels]`, channels last, normalised. */
  image: Float32Array;
  /** `[height, width]`, class index (0 = background). */
  mask: Uint8Array;
  /** `[height, width]`, 1 = counts, 0 = outside the body or not labelled; absent: all count. */
  valid?: Uint8Array;
  /** Pixel size `[row, column]` in millimetres; absent where unknown (photographs). */
  spacingMm?: [number, number];
  /** Phantoms only: probability of foreground given the image, `[height, width]`, from the generator itself. */
  labelProbability?: Float32Array;
  /** Phantoms only: masks as further readers might have drawn them, each `[height, width]`, independent of `mask`. */
  labelDraws?: readonly Uint8Array[];
}

/** The samples of one task and where they come from. All samples have the same size and number of channels. */
export interface LoadedTask {
  task: TaskId;
  /** True for phantoms: every table, figure and file name made of them says "synthetic". */
  synthetic: boolean;
  /** Class names, background first: `['background', 'polyp']`. */
  classes: string[];
  samples: Sample[];
  /**
   * Who says which images are of one patient; `unknown`: nobody, and every case counts as a patient of its own, which
   * it need not be. Absent for phantoms, whose patients are known.
   */
  patientsFrom?: PatientsFrom;
  /** One line for captions: "synthetic stand-in, seed 1" or the folder's name and number of cases. */
  provenance: string;
}
