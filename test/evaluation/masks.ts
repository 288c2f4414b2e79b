import fc from 'fast-check';

/** Two masks of one shape, in two or three axes, with the spacing of their grid. */
export interface MaskPair {
  shape: number[];
  spacingMm: number[];
  reference: Uint8Array;
  prediction: Uint8Array;
}

/** Mask pairs, from empty to full; `filled` excludes empty masks. */
export function maskPair({ filled = false, largest = 6 } = {}): fc.Arbitrary<MaskPair> {
  return fc.array(fc.integer({ min: 1, max: largest }), { minLength: 2, maxLength: 3 }).chain((shape) => {
    const size = shape.reduce((product, n) => product * n, 1);
    const mask = fc
      .tuple(
        fc.constantFrom(0, 0.1, 0.5, 0.9, 1),
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: size, maxLength: size }),
      )
      .map(([density, draws]) => Uint8Array.from(draws, (u) => (u < density ? 1 : 0)))
      .filter((m) => !filled || m.includes(1));
    return fc.record({
      shape: fc.constant(shape),
      spacingMm: fc.array(fc.constantFrom(0.5, 0.9, 1, 1.25, 3), { minLength: shape.length, maxLength: shape.length }),
      reference: mask,
      prediction: mask,
    });
  });
}
