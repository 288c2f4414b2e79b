import type { Layout } from './layouts/case.js';
import type { Phantom } from './phantoms/phantom.js';
import type { VolumePhantom } from './phantoms/volumes/grid.js';
import type { StudyTaskId, TaskId } from './sample.js';

/** What a task's images look like in numbers. Where it says foreground images, empty ones are left out. */
export interface TaskStatistics {
  images: number;
  patients: number;
  /** Share of images whose mask is empty. */
  emptyShare: number;
  /** Foreground as a part of the image: mean and median over foreground images. */
  foregroundMean: number;
  foregroundMedian: number;
  /** Foreground as a part of the body, mean over foreground images. */
  foregroundOfBodyMean: number;
  /** Connected parts (8 neighbours) of a foreground image: mean, median and most. */
  componentsMean: number;
  componentsMedian: number;
  componentsMost: number;
  /**
   * Mean of foreground minus mean of its ring, as a part of the image's intensity range (0.5 to 99.5 percentile in the
   * body): mean over foreground images.
   */
  contrast: number;
  /** The same difference in standard deviations of the ring: mean over foreground images. */
  contrastToNoise: number;
  /** Standard deviation of the pixel noise as a part of the intensity range. */
  noise: number;
  /** Mean Dice of the best single threshold (either side) on the statistic's channel, over foreground images. */
  thresholdDice: number;
}

/** A statistic as it is known of real images: the phantom must lie between `least` and `most`. */
export interface KnownRange {
  least: number;
  most: number;
  /** What was measured on which images, or `literature`. */
  known: string;
}

/** The statistics that phantoms are held to; `oracleDice` is compared with the agreement of readers. */
export type HeldStatistic = Exclude<keyof TaskStatistics, 'images' | 'patients'> | 'oracleDice';

/** What is segmented in what, and where the real data comes from. */
export interface RealTask {
  id: TaskId;
  /** `polyps in colonoscopy frames` */
  title: string;
  /** Input channels in order. */
  inputs: string[];
  /** Class names, background first. */
  classes: string[];
  /** Class names of `multiClass`, background first; absent where the task has one target. */
  multiClasses?: string[];
  /** 2: each case is one image; 3: each is a volume that is cut into axial slices. */
  dimensions: 2 | 3;
  /** Rows and columns of a sample unless asked otherwise. */
  defaultSize: number;
  /** What a patient is in the real data, so that folds never divide one. */
  foldUnit: string;
  /** Channel on which contrast and thresholds are measured; 'mean' for colour. */
  statisticChannel: number | 'mean';
  preprocessing: string;
  source: string;
  terms: string;
  /** The publishers' layouts that are understood, the first the usual one. */
  layouts: Pick<Layout, 'name' | 'shape'>[];
}

/** One of the six tasks, with its synthetic stand-in. */
export interface Task extends RealTask {
  id: StudyTaskId;
  layouts: Layout[];
  phantom: Phantom;
  /** Its volume form, for networks of volumes: absent where cases are images, or no variant of the authors' is known. */
  volumePhantom?: VolumePhantom;
  /** Synthetic patients by default: as many as the real set has, where time allows. */
  patients: number;
  ranges: Partial<Record<HeldStatistic, KnownRange>>;
  /** Mean Dice that networks reach on real images: a cross-entropy network on the stand-in was brought there, no other. */
  networkDice: KnownRange;
  /** What theory leads one to expect of the losses on this task, said before anything is trained. */
  expectation: string;
}
