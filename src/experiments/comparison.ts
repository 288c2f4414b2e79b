import type { PairedBootstrap } from '../evaluation/index.js';
import type { RunReport, SampleScores } from '../training/index.js';
import type { TaskId } from '../tasks/index.js';
import type { ComparisonSettings } from './settings.js';

export const MEASURES = ['dice', 'jaccard'] as const;
export type Measure = (typeof MEASURES)[number];

/** Means over the images of one fold and all seeds. */
export interface FoldScores {
  loss: string;
  /** From 0. */
  fold: number;
  dice: number;
  jaccard: number;
}

/** Means over all images, each scored once by the network that has not seen its patient. */
export interface LossScores {
  loss: string;
  /** For tables and legends. */
  title: string;
  dice: number;
  jaccard: number;
}

/** Paired difference of the scores per image of two losses, patients resampled. */
export interface LossDifference extends PairedBootstrap {
  measure: Measure;
  /** The difference is `loss − baseline`. */
  loss: string;
  baseline: string;
}

/** One training run: what it was and how it went. */
export interface RunRecord {
  loss: string;
  fold: number;
  seed: number;
  history: RunReport[];
  scores: SampleScores[];
}

/** Losses compared on one task by cross-validation: results and where they come from. */
export interface Comparison {
  task: TaskId;
  /** True: made of phantoms, not of images of patients. */
  synthetic: boolean;
  provenance: string;
  classes: string[];
  /** Rows and columns of an image. */
  size: [number, number];
  images: number;
  patients: number;
  settings: ComparisonSettings;
  /** Name and version. */
  engine: string;
  version: string;
  losses: LossScores[];
  folds: FoldScores[];
  differences: LossDifference[];
  runs: RunRecord[];
}
