import { UserError } from '../userError.js';
import { isNumber } from './checkArgument.js';
import { checkNumbers, isListOf, shown } from './options.js';

/** How the values of a mask lie in space. */
export interface GridOptions {
  /** `[height, width]` or `[depth, height, width]`, row-major: the last axis runs fastest. */
  shape: readonly number[];
  /**
   * Distance of neighbouring voxels along each axis of `shape`, in millimetres, above 0. Default 1 on each: distances
   * in voxels.
   */
  spacingMm?: readonly number[];
}

export const GRID_OPTIONS = ['shape', 'spacingMm'] as const;

/** A grid of three axes; an image is one slice deep. */
export interface Grid {
  shape: readonly [number, number, number];
  spacingMm: readonly [number, number, number];
}

/** Checks shape and spacing, and that each mask fits them and holds 0 and 1 alone. */
export function grid({ shape, spacingMm }: GridOptions, ...masks: ArrayLike<number>[]): Grid {
  if (
    !Array.isArray(shape) ||
    (shape.length !== 2 && shape.length !== 3) ||
    !isListOf(shape, (n) => Number.isInteger(n) && (n as number) > 0)
  ) {
    throw new UserError(
      `shape is [height, width] or [depth, height, width] in whole numbers above 0, not ${listed(shape)}.`,
    );
  }
  const spacing = spacingMm === undefined ? shape.map(() => 1) : spacingMm;
  if (
    !Array.isArray(spacing) ||
    spacing.length !== shape.length ||
    !isListOf(spacing, (s) => isNumber(s, 1e-100, 1e100))
  ) {
    throw new UserError(
      `spacingMm gives one length above 0, whose square is a number, for each of the ${shape.length} axes, not ${listed(spacing)}.`,
    );
  }
  const size = shape.reduce((product, n) => product * n, 1);
  for (const mask of masks) {
    checkNumbers('a surface or a component', 'a mask', mask);
    if (mask.length !== size)
      throw new UserError(`a mask of shape [${shape}] holds ${size} values, and one of ${mask.length} came.`);
    refuseOtherThanBinary(mask);
  }
  const three = (axes: readonly number[]) =>
    (axes.length === 2 ? [1, axes[0]!, axes[1]!] : [axes[0]!, axes[1]!, axes[2]!]) as [number, number, number];
  return { shape: three(shape), spacingMm: three(spacing) };
}

const listed = (value: unknown) => (Array.isArray(value) ? `[${Array.from(value, shown)}]` : shown(value));

function refuseOtherThanBinary(mask: ArrayLike<number>): void {
  for (let i = 0; i < mask.length; i++) {
    const value = mask[i];
    if (value !== 0 && value !== 1)
      throw new UserError(
        `a mask holds 0 (background) and 1 (foreground) only, and value ${i} of one is ${value}: threshold or divide it first.`,
      );
  }
}

/**
 * Length of the image's diagonal between the centres of its corner voxels, in millimetres: no distance inside it is
 * larger.
 */
export function diagonalMm({ shape, spacingMm }: Grid): number {
  return Math.hypot(...shape.map((n, axis) => (n - 1) * spacingMm[axis]!));
}
