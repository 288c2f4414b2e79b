import type { Sample } from '../sample.js';

/** How a case becomes samples. */
export interface ReadOptions {
  /** Rows and columns of every sample, in pixels. */
  size: number;
  /** Slices taken of a volume, evenly spaced over those that show the body; Infinity takes every slice. */
  slicesPerCase: number;
  /** True where the masks' target is dark. */
  invert: boolean;
  /** All classes of a task that has several (br18), in place of target against background. */
  multiClass: boolean;
  /** False when predicting: masks are not looked for, and samples get an empty one. */
  needsMask: boolean;
}

/**
 * One case on disk: an image, or a patient's volumes. Nothing is read before `read` is called, and nothing is kept
 * after it.
 */
export interface Case {
  id: string;
  patient: string;
  /** True where it is cut into slices, false where it is one image. */
  volume: boolean;
  /** Paths of its files, mask last. */
  files: string[];
  read(options: ReadOptions): Promise<CaseImages>;
}

/** What a case gave. */
export interface CaseImages {
  samples: Sample[];
  /** What was done that the user should know: a modality resampled, a lesion outside the body. */
  notes: string[];
  /** Native size and spacing, for reports: `512×512` or `240×240×155 voxels of 1×1×1 mm, …`. */
  grid: string;
  /**
   * Writes predicted masks on the case's own grid and in its own format (`.nii`/`.nii.gz` as the first input is, TIFF
   * for TIFF, PNG for PNG and JPEG).
   *
   * @param masks - one `[height, width]` mask of class indices for each of `samples`, which must be all slices
   * (`slicesPerCase: Infinity`)
   * @returns the path written
   */
  writeMask(folder: string, masks: readonly Uint8Array[]): Promise<string>;
}

/** Something wrong or odd on disk, told file by file. An error keeps the case from being read. */
export interface Problem {
  file: string;
  severity: 'error' | 'warning';
  message: string;
}

/** The cases of a folder in one publisher's layout. */
export interface FoundCases {
  layout: string;
  cases: Case[];
  problems: Problem[];
}

/** A publisher's way of laying files out. */
export interface Layout {
  name: string;
  /** One line that shows it: `HGG/<case>/<case>_flair.nii.gz …`. */
  shape: string;
  /** The cases among `files` (relative to `folder`, natural order); undefined where no file fits. */
  find(folder: string, files: readonly string[], needsMask: boolean): FoundCases | undefined;
}
