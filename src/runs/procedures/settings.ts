/** Labels that are wrong in a known way. */
export interface NoiseSettings {
  /** Of the training images, in (0, 1]: each of them is eroded, dilated, shifted or dropped. */
  share: number;
  /** By so many pixels a mask is eroded, dilated or shifted, ≥ 1. */
  pixels: number;
}

/**
 * Which labels a training is given in place of those of the data: `labelled` training patients keep theirs, and the images
 * of all others get what the network of the recipe's `start` predicts on them; or some labels are wrong.
 */
export type LabelSettings = { labelled: number } | { noise: NoiseSettings };

/** How two networks teach each other. */
export interface TeachingSettings {
  /** Share of the steps, in (0, 1), over which the trust in the other network's predictions rises. */
  warmUp: number;
  /** Weight of the agreement with them, ≥ 0. */
  agreement: number;
  /** How often doubtful labels are replaced, evenly over the training, ≥ 0. */
  corrections: number;
  /** Share of the unlabelled units, in [0, 1], whose labels are replaced each time. */
  replaced: number;
}

/** Which pairs are learnt from: of a few real ones, and of those that are made of each of them. */
export interface PairsSettings {
  /** Real images, one of each of so many training patients, ≥ 1. */
  images: number;
  use: 'real' | 'synthetic' | 'both';
  /** Made of each. */
  samples: number;
  /** The coarsest scale with fresh noise, from 0. */
  from: number;
  /** Of the pyramid, on every scale. */
  iterations: number;
  /** Channels of the pyramid. */
  features: number;
}

/** What is done beside or in place of training one network on the images as they are, by the id of its file. */
export type ProcedureSettings =
  | { id: 'givenLabels'; labels: LabelSettings }
  | { id: 'mutualTeaching'; labels: LabelSettings; teaching: TeachingSettings }
  | { id: 'pairsOfFew'; pairs: PairsSettings };

export type ProcedureId = ProcedureSettings['id'];
