import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  averageSymmetricSurfaceDistance,
  hausdorffDistance,
  meanAverageSurfaceDistance,
  normalizedSurfaceDice,
} from '../../src/evaluation/index.js';
import { grid } from '../../src/evaluation/grid.js';
import { surfaceElements } from '../../src/evaluation/surfaceElements.js';
import { maskPair } from './masks.js';

/**
 * Two ellipsoids in a cube of 32 voxels, unlike along every axis: enough surface for percentiles to differ from maxima.
 */
const size = 32;
const ellipsoid = (centre: number[], radius: number[]) =>
  Uint8Array.from({ length: size ** 3 }, (_, i) => {
    const at = [Math.floor(i / size ** 2), Math.floor(i / size) % size, i % size];
    return at.reduce((sum, n, axis) => sum + ((n - centre[axis]! * size) / (radius[axis]! * size)) ** 2, 0) < 1 ? 1 : 0;
  });
const reference = ellipsoid([0.45, 0.5, 0.4], [0.25, 0.2, 0.3]);
const prediction = ellipsoid([0.52, 0.45, 0.5], [0.22, 0.25, 0.2]);
const shape = [size, size, size];

describe('surface measures of two ellipsoids', () => {
  // scipy 1.17.1, numpy 2.4.6: ea, eb = a ^ binary_erosion(a), b ^ binary_erosion(b);
  // da, db = distance_transform_edt(~eb, sampling=s)[ea], distance_transform_edt(~ea, sampling=s)[eb]; d =
  // np.concatenate([da, db])
  const expected = [
    {
      spacingMm: [1, 1, 1],
      hd95: 5.656854249492381,
      hd95max: 6.0,
      hd: 6.782329983125268,
      assd: 2.139587359647991,
      masd: 2.0951706235571965,
      nsd2: 0.5790909090909091,
    },
    {
      spacingMm: [3, 0.9, 2.5],
      hd95: 13.871242085182272,
      hd95max: 15.402678337881433,
      hd: 17.515992692394,
      assd: 4.046749307115406,
      masd: 3.859203903496915,
      nsd2: 0.39181818181818184,
    },
  ];
  it.each(expected)('agree with SciPy at spacing $spacingMm', ({ spacingMm, hd95, hd95max, hd, assd, masd, nsd2 }) => {
    const options = { shape, spacingMm };
    expect(hausdorffDistance(reference, prediction, { ...options, percentile: 95 })).toBeCloseTo(hd95, 11);
    expect(hausdorffDistance(reference, prediction, { ...options, percentile: 95, directions: 'max' })).toBeCloseTo(
      hd95max,
      11,
    );
    expect(hausdorffDistance(reference, prediction, options)).toBeCloseTo(hd, 11);
    expect(averageSymmetricSurfaceDistance(reference, prediction, options)).toBeCloseTo(assd, 11);
    expect(meanAverageSurfaceDistance(reference, prediction, options)).toBeCloseTo(masd, 11);
    expect(normalizedSurfaceDice(reference, prediction, { ...options, toleranceMm: 2 })).toBeCloseTo(nsd2, 11);
  });
  it('do not agree when the axes of the spacing are swapped (negative control)', () => {
    const { hd95 } = expected[1]!;
    expect(
      Math.abs(hausdorffDistance(reference, prediction, { shape, spacingMm: [0.9, 3, 2.5], percentile: 95 }) - hd95),
    ).toBeGreaterThan(1e-3);
  });
});

describe('normalizedSurfaceDice with surface elements', () => {
  const flat = (mask: Uint8Array) => mask.slice(14 * size * size, 15 * size * size);
  // surface-distance 0.1: d = compute_surface_distances(a, b, spacing);
  // [compute_surface_dice_at_tolerance(d, t) for t in (1, 2, 4)]; in 2-D of slice 14.
  it.each([
    { spacingMm: [1, 1], expected: [0.470917362062802, 0.6258820789065402, 0.8202116989375696] },
    { spacingMm: [0.9, 2.5], expected: [0.4296351827674853, 0.5716602193785416, 0.7897932835687774] },
  ])('is DeepMind’s in an image of spacing $spacingMm', ({ spacingMm, expected }) => {
    const options = { shape: [size, size], spacingMm, surface: 'elements' } as const;
    expect(
      [1, 2, 4].map((toleranceMm) =>
        normalizedSurfaceDice(flat(reference), flat(prediction), { ...options, toleranceMm }),
      ),
    ).toEqual(expected.map((value) => expect.closeTo(value, 12)));
  });
  it.each([
    { spacingMm: [1, 1, 1], expected: [0.43969517265755237, 0.6323034643374436, 0.8791754786020302] },
    { spacingMm: [3, 0.9, 2.5], expected: [0.3731004516246886, 0.4865251855669194, 0.7368266001792396] },
  ])('is DeepMind’s in a volume of spacing $spacingMm, but for the cut into triangles', ({ spacingMm, expected }) => {
    const options = { shape, spacingMm };
    [1, 2, 4].forEach((toleranceMm, k) => {
      const ours = normalizedSurfaceDice(reference, prediction, { ...options, toleranceMm, surface: 'elements' });
      expect(Math.abs(ours - expected[k]!)).toBeLessThan(5e-4);
      // Negative control: counting voxels is another measure.
      const voxels = normalizedSurfaceDice(reference, prediction, { ...options, toleranceMm });
      expect(Math.abs(voxels - expected[k]!)).toBeGreaterThan(5e-3);
    });
  });
  it('has the areas of the corner, the edge and the face of a box, in closed form', () => {
    // One voxel: eight corners of marching cubes; a, b, c are half the spacing.
    const [a, b, c] = [1, 0.5, 1.5] as const;
    const corner = Math.hypot(a * b, b * c, a * c) / 2;
    const one = surfaceElements([1], grid({ shape: [1, 1], spacingMm: [1, 2] }));
    expect(one.sizes.reduce((sum, s) => sum + s, 0)).toBeCloseTo(4 * Math.hypot(0.5, 1), 12);
    const box = Uint8Array.from({ length: 27 }, (_, i) => Number(i === 13));
    const voxel = surfaceElements(box, grid({ shape: [3, 3, 3], spacingMm: [2 * a, 2 * b, 2 * c] }));
    expect([...voxel.sizes]).toEqual(Array(8).fill(expect.closeTo(corner, 12)));
    // A plane: faces alone, of the size of a voxel's face.
    const slab = Uint8Array.from({ length: 64 }, (_, i) => Number(i < 32));
    const inner = surfaceElements(slab, grid({ shape: [4, 4, 4], spacingMm: [2 * a, 2 * b, 2 * c] }));
    const faces = [...inner.sizes].filter((_, k) => {
      const [z = 0, y = 0, x = 0] = inner.at.subarray(3 * k, 3 * k + 3);
      return z === 2 && y > 0 && y < 4 && x > 0 && x < 4;
    });
    expect(faces).toEqual(Array(9).fill(expect.closeTo(4 * b * c, 12)));
  });
  it('is 1 of equal masks at a tolerance of 0, symmetric, and larger under a larger tolerance', () => {
    fc.assert(
      fc.property(maskPair(), ({ reference: a, prediction: b, ...options }) => {
        const score = (p: Uint8Array, q: Uint8Array, toleranceMm: number) =>
          normalizedSurfaceDice(p, q, { ...options, toleranceMm, surface: 'elements' });
        expect(score(a, a, 0)).toBe(1);
        expect(score(a, b, 1)).toBeCloseTo(score(b, a, 1), 12);
        expect(score(a, b, 2)).toBeGreaterThanOrEqual(score(a, b, 1));
      }),
    );
  });
});

describe('a tolerance', () => {
  // Both lie a whole number of voxels apart; n·spacing and the tolerance round each in its own way.
  const steps = [0.1, 0.2, 0.3, 0.6, 0.7, 0.9, 1.1].flatMap((spacing) =>
    [1, 2, 3, 5, 6, 7, 9].map((voxels) => ({ spacing, voxels, toleranceMm: Number((spacing * voxels).toFixed(1)) })),
  );
  const score = (spacing: number, voxels: number, toleranceMm: number) => {
    const at = (x: number) => Uint8Array.from({ length: 10 }, (_, i) => Number(i === x));
    return normalizedSurfaceDice(at(0), at(voxels), { shape: [1, 10], spacingMm: [1, spacing], toleranceMm });
  };
  it('is met by distances up to and including it, whatever they round to', () => {
    for (const { spacing, voxels, toleranceMm } of steps) {
      expect(score(spacing, voxels, toleranceMm), `${voxels} voxels of ${spacing}`).toBe(1);
      // Spacings of headers are 32-bit floats.
      expect(score(Math.fround(spacing), voxels, toleranceMm)).toBe(1);
      expect(score(spacing, voxels, 0.999 * toleranceMm)).toBe(0);
    }
    expect(steps.some(({ spacing, voxels, toleranceMm }) => spacing * voxels > toleranceMm)).toBe(true);
  });
});

describe('directed distances', () => {
  it('are those of one direction, and the larger of both is the Hausdorff distance', () => {
    const options = { shape, spacingMm: [3, 0.9, 2.5] };
    const of = (directions: 'max' | 'fromReference' | 'fromPrediction', percentile = 100) =>
      hausdorffDistance(reference, prediction, { ...options, directions, percentile });
    // scipy 1.17.1: directed_hausdorff(np.argwhere(ea) * s, np.argwhere(eb) * s)[0], and the other way round.
    expect(of('fromReference')).toBeCloseTo(17.515992692394, 11);
    expect(of('fromPrediction')).toBeCloseTo(6.2641839053463295, 11);
    for (const percentile of [50, 95, 100])
      expect(of('max', percentile)).toBe(Math.max(of('fromReference', percentile), of('fromPrediction', percentile)));
    expect(() => of('both' as never)).toThrow("not 'both'");
  });
});

describe('surface measures of empty masks', () => {
  const [full, none] = [
    [0, 1, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0],
  ];
  const distances = { hausdorffDistance, averageSymmetricSurfaceDistance, meanAverageSurfaceDistance };
  it.each(Object.entries(distances))('%s: a miss is infinite, and with nan it is undefined', (_, measure) => {
    const options = { shape: [2, 3], spacingMm: [4, 1.5] };
    for (const [a, b] of [
      [full, none],
      [none, full],
    ] as const) {
      expect(measure(a, b, options)).toBe(Infinity);
      expect(measure(a, b, { ...options, empty: 'nan' })).toBeNaN();
      // A 3-4-5 triangle: two columns of 1.5 mm, one row of 4 mm.
      expect(measure(a, b, { ...options, empty: 'diagonal' })).toBe(5);
      expect(measure(a, b, { ...options, empty: 373.13 })).toBe(373.13);
    }
    for (const empty of ['infinite', 'diagonal', 10] as const)
      expect(measure(none, none, { ...options, empty })).toBe(0);
    expect(measure(none, none, { ...options, empty: 'nan' })).toBeNaN();
    expect(() => measure(full, none, { ...options, empty: -1 })).toThrow('a length of 0 or more');
    expect(() => measure(full, full, { ...options, empty: 'zero' as never })).toThrow("not 'zero'");
  });
  it('a percentile of a miss is as infinite as its maximum: it never turns NaN and drops out of the mean', () => {
    expect(hausdorffDistance(full, none, { shape: [2, 3], percentile: 95 })).toBe(Infinity);
    expect(hausdorffDistance(none, full, { shape: [2, 3], percentile: 50, directions: 'max' })).toBe(Infinity);
  });
  it('normalizedSurfaceDice is 0 for a miss, and what the policy says where both are empty', () => {
    const options = { shape: [2, 3], toleranceMm: 1 };
    expect(normalizedSurfaceDice(full, none, options)).toBe(0);
    expect(normalizedSurfaceDice(none, none, options)).toBe(1);
    expect(normalizedSurfaceDice(none, none, { ...options, empty: 'zero' })).toBe(0);
    expect(normalizedSurfaceDice(none, none, { ...options, empty: 'nan' })).toBeNaN();
    expect(() => normalizedSurfaceDice(full, none, { ...options, empty: 'infinite' as never })).toThrow(
      "not 'infinite'",
    );
  });
});

describe('laws of the surface measures', () => {
  const pairs = maskPair({ filled: true });
  it('are symmetric, 0 on equal masks, and NSD is then 1', () => {
    fc.assert(
      fc.property(pairs, ({ reference: a, prediction: b, ...options }) => {
        for (const measure of [hausdorffDistance, averageSymmetricSurfaceDistance, meanAverageSurfaceDistance]) {
          expect(measure(a, b, options)).toBeCloseTo(measure(b, a, options), 12);
          expect(measure(a, a, options)).toBe(0);
        }
        expect(normalizedSurfaceDice(a, b, { ...options, toleranceMm: 1 })).toBe(
          normalizedSurfaceDice(b, a, { ...options, toleranceMm: 1 }),
        );
        expect(normalizedSurfaceDice(a, a, { ...options, toleranceMm: 0 })).toBe(1);
      }),
    );
  });
  it('means and percentiles are at most the Hausdorff distance, and its two directions combine in one way', () => {
    fc.assert(
      fc.property(pairs, ({ reference: a, prediction: b, ...options }) => {
        const hausdorff = hausdorffDistance(a, b, options);
        expect(meanAverageSurfaceDistance(a, b, options)).toBeLessThanOrEqual(hausdorff + 1e-12);
        expect(averageSymmetricSurfaceDistance(a, b, options)).toBeLessThanOrEqual(hausdorff + 1e-12);
        for (const directions of ['pool', 'max'] as const)
          expect(hausdorffDistance(a, b, { ...options, percentile: 95, directions })).toBeLessThanOrEqual(hausdorff);
        expect(hausdorffDistance(a, b, { ...options, directions: 'max' })).toBe(hausdorff);
      }),
    );
  });
  it('the Hausdorff distance of edges obeys the triangle inequality', () => {
    fc.assert(
      fc.property(pairs, fc.infiniteStream(fc.boolean()), ({ reference: a, prediction: b, ...options }, draws) => {
        const c = a.map(() => (draws.next().value ? 1 : 0));
        c[0] = 1;
        const d = (x: Uint8Array, y: Uint8Array) => hausdorffDistance(x, y, options);
        expect(d(a, b)).toBeLessThanOrEqual(d(a, c) + d(c, b) + 1e-12);
      }),
    );
  });
  it('twice the spacing is twice the distance', () => {
    fc.assert(
      fc.property(pairs, ({ reference: a, prediction: b, shape, spacingMm }) => {
        for (const measure of [hausdorffDistance, averageSymmetricSurfaceDistance, meanAverageSurfaceDistance]) {
          // Doubling is exact in binary floating point.
          expect(measure(a, b, { shape, spacingMm: spacingMm.map((s) => 2 * s) })).toBe(
            2 * measure(a, b, { shape, spacingMm }),
          );
        }
      }),
    );
  });
  it('do not change when both masks are turned upside down and mirrored', () => {
    fc.assert(
      fc.property(pairs, ({ reference: a, prediction: b, ...options }) => {
        const [p, q] = [a.slice().reverse(), b.slice().reverse()];
        expect(hausdorffDistance(p, q, { ...options, percentile: 95 })).toBeCloseTo(
          hausdorffDistance(a, b, { ...options, percentile: 95 }),
          12,
        );
        expect(meanAverageSurfaceDistance(p, q, options)).toBeCloseTo(meanAverageSurfaceDistance(a, b, options), 12);
      }),
    );
  });
  it('refuse a percentile out of range and a tolerance below 0', () => {
    expect(() => hausdorffDistance([1], [1], { shape: [1, 1], percentile: 0 })).toThrow('percentile lies above 0');
    expect(() => hausdorffDistance([1], [1], { shape: [1, 1], percentile: NaN })).toThrow('percentile lies above 0');
    expect(() => hausdorffDistance([1], [1], { shape: [1, 1], directions: 'both' as never })).toThrow("not 'both'");
    expect(() => normalizedSurfaceDice([1], [1], { shape: [1, 1], toleranceMm: NaN })).toThrow('toleranceMm');
  });
});
