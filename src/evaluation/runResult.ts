import type { ProbabilityBin } from './calibration/probabilityBins.js';
import type { ClassCounts, CountedImage } from './units/countedImage.js';

/**
 * What is kept of one image that a network was tried on; its counts are of the most probable class, or of probabilities
 * above ½.
 */
export interface ImageResult extends CountedImage {
  /** Pixels that count. */
  pixels: number;
  /** One foreground class alone: cut at the threshold tuned on training patients. */
  tuned?: ClassCounts;
  /** One foreground class alone: cut at half of the Dice that training patients reach. */
  rule?: ClassCounts;
  /** One foreground class alone: sum of the probabilities over the pixels that count. */
  softVolume?: number;
}

/** How far a training was, and how good. */
export interface HistoryRow {
  /** Updates done. */
  step: number;
  /** Mean training loss since the row before. */
  loss: number;
  /** Mean Dice per image of up to sixteen held-out images with a target; nothing is selected on it. */
  heldOutDice: number;
  /** Values of losses on the same images, each the mean over images, by spec; where the recipe follows some. */
  followed?: Record<string, number>;
}

/** Thresholds of the probability, found on the training patients alone; absent with several classes. */
export interface FittedThresholds {
  /** Of the largest mean Dice. */
  tuned: number;
  /** Half of that Dice. */
  rule: number;
  /** Mean Dice of the training units with a target at one half and at `tuned`. */
  diceAtHalf: number;
  diceAtTuned: number;
  /** The same two of what the network's own probabilities lead one to expect, and the largest of any threshold. */
  expectedAtHalf: number;
  expectedAtBest: number;
}

/** A class of which a network says nothing, or everything, on every training image that holds it. */
export interface Collapse {
  class: string;
  predicts: 'nowhere' | 'everywhere';
}

/** What a training run gives, whatever was trained: it is what results files hold and figures read. */
export interface TrainedRun {
  /** Class names, background first. */
  classes: string[];
  synthetic: boolean;
  /** Of an image. */
  channels: number;
  /** What one score is taken over: all images of a patient, or one image. */
  unit: 'patient' | 'image';
  history: HistoryRow[];
  /** Held-out images, each tried once. */
  images: ImageResult[];
  /** The same images by other ways to use the same network, by name, where it has some. */
  otherwise?: Record<string, CountedImage[]>;
  /** Mean Dice of the training units with a target, mean over classes. */
  trainingDice: number;
  thresholds?: FittedThresholds;
  /** Of the held-out pixels, fifteen bins of equal width; absent with several classes. */
  calibration?: ProbabilityBin[];
  /** Numbers that a procedure keeps of what it did, by name; null where there is none. */
  noted?: Record<string, number | null>;
  /** Empty for a network that lives. */
  collapsed: Collapse[];
}
