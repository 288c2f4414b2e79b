/** How much two regions of one image, one of each label map, have in common. */
export interface Overlap {
  reference: number;
  prediction: number;
  /** Pixels of both; of the one or the other. */
  intersection: number;
  union: number;
}

export interface Overlaps {
  /** Pixels of each label, background left out. */
  reference: Map<number, number>;
  prediction: Map<number, number>;
  /** The pairs that have a pixel in common, as a scan meets them. */
  pairs: Overlap[];
}

/** Sizes and common pixels of the regions of two label maps; 0 is background. O(pixels). */
export function overlaps(reference: ArrayLike<number>, prediction: ArrayLike<number>): Overlaps {
  const sizes = { reference: new Map<number, number>(), prediction: new Map<number, number>() };
  const common = new Map<number, Map<number, number>>();
  for (let i = 0; i < reference.length; i++) {
    const [a = 0, b = 0] = [reference[i], prediction[i]];
    if (a !== 0) sizes.reference.set(a, (sizes.reference.get(a) ?? 0) + 1);
    if (b !== 0) sizes.prediction.set(b, (sizes.prediction.get(b) ?? 0) + 1);
    if (a === 0 || b === 0) continue;
    const row = common.get(a) ?? new Map<number, number>();
    row.set(b, (row.get(b) ?? 0) + 1);
    common.set(a, row);
  }
  const pairs = [...common].flatMap(([a, row]) =>
    [...row].map(([b, intersection]) => ({
      reference: a,
      prediction: b,
      intersection,
      union: (sizes.reference.get(a) ?? 0) + (sizes.prediction.get(b) ?? 0) - intersection,
    })),
  );
  return { ...sizes, pairs };
}

export const iou = ({ intersection, union }: Overlap): number => intersection / union;
