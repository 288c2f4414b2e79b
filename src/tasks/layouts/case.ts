import type { ColourMap } from '../readers/brightest.js';
import type { LabelMap, MaskLabels } from '../readers/labelMap.js';
import type { Sample } from '../sample.js';
import type { WholeVolume } from '../volumes/wholeVolume.js';
import type { PatientsFrom } from './patients.js';

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
  /** Which labels of image masks are the target; absent: every one, and the set is checked for having one only. */
  labels?: LabelMap;
  /** Label of each colour, for image masks in colour. */
  colours?: ColourMap;
  /** Cuts masks of probabilities, on the files' own scale. */
  threshold?: number;
  /** Mask volumes on another grid than the first input are brought onto it, in place of being refused. */
  resampleMasks?: boolean;
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
  /** Its reference mask and what the mask's labels mean; absent where there is none, which is an empty mask. */
  mask?: { path: string; target: LabelMap; ignored: number[]; arbitraryLabels?: boolean };
  read(options: ReadOptions): Promise<CaseImages>;
  /**
   * The whole volume as the paper's authors prepared theirs; absent where they published nothing of the layout. It is
   * read with its mask.
   */
  readWhole?(options: Pick<ReadOptions, 'resampleMasks'>): Promise<WholeVolume>;
}

/** The mask of one image or slice as it lies on disk, before anything is cut out or resized. */
export interface NativeMask {
  /** Marked pixels as a part of all. */
  foreground: number;
  /** Connected parts, with 8 neighbours. */
  parts: number;
}

/** What a case gave. */
export interface CaseImages {
  samples: Sample[];
  /** One for each sample; nothing where masks were not asked for. */
  native: NativeMask[];
  /** Labels of its mask file, where no layout says what they mean. */
  labels?: MaskLabels;
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
  /** `unexplained`: what the masks' values mean must be told before anything is trained. */
  severity: 'error' | 'unexplained' | 'warning';
  message: string;
}

/** The cases of a folder in one publisher's layout. */
export interface FoundCases {
  layout: string;
  cases: Case[];
  problems: Problem[];
  /** Who says which cases are of one patient. */
  patientsFrom: PatientsFrom;
  /** Of a folder of one's own: what a task's definition says of the others. */
  own?: {
    dimensions: 2 | 3;
    /** Class names, background first. */
    classes: string[];
    /** At most so many. */
    channels: number;
  };
}

/** A publisher's way of laying files out. */
export interface Layout {
  name: string;
  /** One line that shows it: `HGG/<case>/<case>_flair.nii.gz …`. */
  shape: string;
  /** The cases among `files` (relative to `folder`, natural order); undefined where no file fits. */
  find(folder: string, files: readonly string[], needsMask: boolean): FoundCases | undefined;
}

/** A layout of NIfTI volumes. */
export interface VolumeLayout {
  name: string;
  shape: string;
  /**
   * Matches a file of a case, with the named groups `case` and `role`, and `patient` where that is less than the case.
   */
  pattern: RegExp;
  /** Roles of the input channels in order. */
  inputs: string[];
  /** Role of the mask. */
  mask: string;
  /**
   * The body: voxels of this role above this value; default above 5 % of the brightest percentile of the first input.
   */
  body?: { role: string; above: number };
  /**
   * The authors' (value − shift) / scale for each input, where the publisher's intensities are theirs; default mean 0
   * and deviation 1 in the body.
   */
  normalise?: { shifts: number[]; scales: number[] };
  /** Mask value to target: 1 counts, 0 not, 'ignore' is left out of losses and scores. Any other value is refused. */
  target: Record<number, 0 | 1 | 'ignore'>;
  /** Mask value to class for `multiClass`. */
  classOf?: Record<number, number>;
  /** The square round the whole slice is used; default the square of 192 mm round the body. */
  wholeSlice?: true;
  /** The inputs are the volumes of one file, in their order; default a file for each. */
  frames?: boolean;
}

/** A layout of folders with images and masks. */
export interface ImageLayout {
  name: string;
  shape: string;
  /**
   * Folders of images with the folder of their masks, by the last parts of their names. Where `emptyWithoutMasks`,
   * images whose mask folder is absent have no target.
   */
  folders: { images: string; masks: string; emptyWithoutMasks?: boolean }[];
  /** What a mask's name has more than its image's: `/_38\.ome$/`. */
  maskSuffix?: RegExp;
  /** 1 grey, 3 colour: other images are converted. Others: images that are given, not read. */
  channels: number;
  /** Part of the image that is used, as fractions; default all of it. */
  crop?: { left: number; top: number; width: number; height: number };
  /** True where every image is of another patient, as the publisher of masks with `maskSuffix` says; else names may tell, or the user. */
  patientPerImage?: boolean;
  /** True where a mask file holds one target under an arbitrary number; else a set of several labels is refused. */
  arbitraryLabels?: boolean;
  /** The class of each label; others are refused. Default: told by `ReadOptions`, or one label whichever it is. */
  labels?: ReadonlyMap<number, number>;
  /** Labels whose pixels do not count. */
  ignored?: readonly number[];
  /**
   * What a resized image's values become; default mean 0 and deviation 1 over the pixels brighter than 25 of 255, the channels
   * together.
   */
  intensities?(values: Float32Array, channels: number): Float32Array;
}
