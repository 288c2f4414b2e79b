import type { TaskId } from '../tasks/index.js';
import type { AugmentationId, OptimiserId, Pooling, SamplerId, ScheduleId } from '../training/index.js';
import type { ProcedureSettings } from './procedures/settings.js';

/** How masks and patients of real images are read, where it is not as the task reads them; as it is typed. */
export interface Reading {
  /** `1,2`, `1=1,2=2` or `any`. */
  labels?: string;
  /** `#ff0000=1,#00ff00=2` */
  colours?: string;
  threshold?: number;
  /** A pattern of the images' names with one group, or a file of lines `name,patient`. */
  patients?: string;
  resampleMasks?: true;
  skipBad?: true;
}

/** Which images a run is made on. */
export type DataSource = {
  task: TaskId;
  /** All classes of a task that has several; else target against background. */
  multiClass: boolean;
  /** Rows and columns of a sample. */
  size: number;
  /** Slices of a volume, one a patient: samples are volumes. Absent: they are images. */
  depth?: number;
} & (
  | { synthetic: { seed: number; patients: number; imagesPerPatient: number } }
  | {
      /** The name under which results speak of it; where the folder lies is told to the run. */
      set: string;
      slicesPerCase: number;
      invert: boolean;
      reading?: Reading;
    }
);

/** Which patients a run learns from and which it is tried on. */
export interface Split {
  folds: number;
  /** From 0: the fold that is held out. */
  fold: number;
  /** Deals the patients. */
  seed: number;
  /** `authors`: by the lists of the paper's authors, and cases that they do not list are left out; absent: by `seed`. */
  by?: 'authors';
  /** Learns from so many of the training patients only; absent: from all. */
  patients?: number;
}

/** A stretch of a training with one loss. */
export interface PhaseSettings {
  /** As `lossFromSpec` takes it. `weightedCrossEntropy` alone stands for weights in inverse proportion to the classes' pixels. */
  loss: string;
  steps: number;
  /** Peak of the schedule over this phase. */
  learningRate: number;
}

/**
 * A network by name: `unet` of images, `contextFeedback` (a U-Net in two passes, with a feedback network between:
 * contextFeedback.ts), or `volumeUnet` of volumes.
 */
export type NetworkSettings = {
  /** Channels of the first block, or convolution. */
  features: number;
  normalisation: 'none' | 'instance';
  /** Starts the output at the classes' shares of the training pixels; else at equal probabilities. */
  prior: boolean;
} & ({ id: 'unet' | 'contextFeedback' } | { id: 'volumeUnet'; pooling: Pooling });

/** How a network is trained; every part by name or number. */
export interface TrainingSettings {
  network: NetworkSettings;
  optimiser: {
    id: OptimiserId;
    /** A gradient longer than this is shortened to it; absent: never. */
    clipNorm?: number;
  };
  schedule: ScheduleId;
  sampler: SamplerId;
  augmentation: AugmentationId;
  /** Images per update. */
  batch: number;
  /** What an overlap loss scores at once where its spec does not say `per=`. */
  per: 'image' | 'batch';
  phases: PhaseSettings[];
  /** Losses whose values on held-out images are noted along the training, whatever it is trained with. */
  follow?: string[];
  /** What is done beside or in place of training one network on the images as they are; absent: nothing. */
  procedure?: ProcedureSettings;
}

/**
 * All that a training run needs, as plain JSON: the same recipe on the same data gives the same result, alone, on any
 * machine with the same engine.
 */
export interface Recipe {
  /** The study that asked for it, and its name there; they decide nothing. */
  study: string;
  arm: string;
  data: DataSource;
  split: Split;
  /** Of initial parameters, order and augmentation. */
  seed: number;
  training: TrainingSettings;
  /** Goes on from the network of this recipe; absent: from random parameters. */
  start?: Recipe;
}

/** What decides a recipe's result: all but the names by which a study calls it. */
export function decisive({ data, split, seed, training, start }: Recipe): object {
  return { data, split, seed, training, ...(start && { start: decisive(start) }) };
}

/** JSON with the keys of every object in alphabetical order, so that equal recipes give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** The recipe every study starts from; see data/README.md for what was measured with and without its parts. */
export const DEFAULT_TRAINING = {
  network: { id: 'unet', features: 8, normalisation: 'instance', prior: true },
  optimiser: { id: 'adam', clipNorm: 1 },
  schedule: 'warmupCosine',
  sampler: 'spread',
  augmentation: 'flipsAndIntensity',
  batch: 8,
  per: 'batch',
} as const satisfies Omit<TrainingSettings, 'phases'>;
