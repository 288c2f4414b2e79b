import { conventions, conventionScore } from './conventions.js';
import { lossConventions, type SoftImage } from './lossConventions.js';
import type { Provenance } from './provenance.js';

const SIZE = 24;
const GRID = { shape: [SIZE, SIZE], spacingMm: [1, 1] };

/** A mask of discs, each `[row, column, radius]`. */
const discs = (...list: [number, number, number][]) =>
  Uint8Array.from({ length: SIZE * SIZE }, (_, i) =>
    list.some(([y, x, r]) => Math.hypot(Math.floor(i / SIZE) - y, (i % SIZE) - x) <= r) ? 1 : 0,
  );

/** A synthetic data set of twenty images: four kinds of them, and how many there are of each. */
const CASES = {
  /** Two columns off and a little small, with a speck beside it. */
  found: { reference: discs([12, 9, 5]), prediction: discs([12, 11, 4], [4, 18, 1]), images: 10 },
  bothEmpty: { reference: discs(), prediction: discs(), images: 5 },
  falsePositive: { reference: discs(), prediction: discs([15, 15, 1]), images: 2 },
  missed: { reference: discs([7, 16, 2]), prediction: discs(), images: 3 },
};
const IMAGES = Object.values(CASES).reduce((sum, { images }) => sum + images, 0);

/** Scores of one library's convention on the same twenty images. */
export interface ConventionRow extends Provenance, Record<string, unknown> {
  measure: string;
  library: string;
  /** Score of one image of each kind. */
  found: number;
  bothEmpty: number;
  falsePositive: number;
  missed: number;
  /** Mean over the images that were not left out. */
  mean: number;
  leftOut: number;
}

/**
 * The same twenty synthetic images under every convention: ten lesions found, five empty images left empty, two false
 * positives, three missed lesions.
 */
export function conventionRows(): ConventionRow[] {
  return conventions.map((convention) => {
    const cases = Object.entries(CASES).map(([name, c]) => ({
      name,
      images: c.images,
      score: conventionScore(convention, c.reference, c.prediction, GRID),
    }));
    const counted = cases.filter(({ score }) => !Number.isNaN(score));
    const images = counted.reduce((sum, c) => sum + c.images, 0);
    const scores = Object.fromEntries(cases.map(({ name, score }) => [name, score])) as Record<
      keyof typeof CASES,
      number
    >;
    return {
      measure: convention.measure,
      library: convention.library,
      known: convention.known,
      version: convention.version,
      command: convention.command,
      ...scores,
      mean: counted.reduce((sum, c) => sum + c.images * c.score, 0) / images,
      leftOut: IMAGES - images,
    };
  });
}

const emptyImage = (probability: number): SoftImage => ({
  labels: new Array(16).fill(0),
  probabilities: new Array(16).fill(probability),
});
const LESION: SoftImage = { labels: [1, 1, 0, 0, 0], probabilities: [0.9, 0.4, 0.6, 0.2, 0.1] };

/** Losses of one library's convention on the same soft predictions. */
export interface LossConventionRow extends Provenance, Record<string, unknown> {
  library: string;
  formula: string;
  per: string;
  /** An empty image of 16 pixels, predicted as foreground with probability 0.9, 0.1 and 0 everywhere. */
  empty09: number;
  empty01: number;
  empty00: number;
  /** Five pixels with a lesion of two. */
  lesion: number;
  /** The lesion and the empty image at 0.1 in one batch. */
  batch: number;
}

/** The same soft predictions under every library's soft Dice loss. */
export function lossConventionRows(): LossConventionRow[] {
  return lossConventions.map(({ library, formula, per, loss, known, version, command }) => ({
    library,
    known,
    version,
    command,
    formula,
    per,
    empty09: loss([emptyImage(0.9)]),
    empty01: loss([emptyImage(0.1)]),
    empty00: loss([emptyImage(0)]),
    lesion: loss([LESION]),
    batch: loss([LESION, emptyImage(0.1)]),
  }));
}
