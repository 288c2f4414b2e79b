import { describe, expect, it } from 'vitest';
import { pathPoints, pointAlong, polylineLength } from '../../src/figures/pathPoints.js';

describe('pathPoints', () => {
  it('reads lines with absolute and relative coordinates', () => {
    expect(pathPoints('M1,2L3,4H10V0Z')).toEqual([
      [1, 2],
      [3, 4],
      [10, 4],
      [10, 0],
    ]);
    expect(pathPoints('M64,0h668v-10l-8,5')).toEqual([
      [64, 0],
      [732, 0],
      [732, -10],
      [724, -5],
    ]);
  });

  it('reads numbers that nothing but their signs and points keep apart', () => {
    expect(pathPoints('M-1.5-2.5L.5.25')).toEqual([
      [-1.5, -2.5],
      [0.5, 0.25],
    ]);
  });

  it('passes through the middle of a quadratic curve: (p + 2c + q)/4', () => {
    expect(pathPoints('M0,0Q10,20 20,0')).toContainEqual([10, 10]);
  });

  it('passes through the middle of a cubic curve: (p + 3c + 3d + q)/8', () => {
    expect(pathPoints('M0,0C0,8 16,8 16,0')).toContainEqual([8, 6]);
  });

  it('takes the end of an arc', () => {
    expect(pathPoints('M5,0A5,5 0 1,1 0,-5')).toEqual([
      [5, 0],
      [0, -5],
    ]);
  });

  it('is empty for an empty path', () => {
    expect(pathPoints('')).toEqual([]);
  });
});

describe('pointAlong', () => {
  const corner = pathPoints('M0,0L3,0L3,4');

  it('walks along a polyline of length 7', () => {
    expect(polylineLength(corner)).toBe(7);
    expect([0, 1, 3, 5, 7].map((distance) => pointAlong(corner, distance))).toEqual([
      [0, 0],
      [1, 0],
      [3, 0],
      [3, 2],
      [3, 4],
    ]);
  });

  it('stays at the ends beyond them', () => {
    expect(pointAlong(corner, -1)).toEqual([0, 0]);
    expect(pointAlong(corner, 8)).toEqual([3, 4]);
  });
});
