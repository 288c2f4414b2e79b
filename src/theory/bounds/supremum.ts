import { interval, maximise, RationalFunction, type Box } from '../../rigor/index.js';
import { charts, type Chart } from './charts.js';
import { asRational, COUNT_NAMES, type Radicals } from './radicals.js';
import { regions, type Region } from './regions.js';

/** Where on the compactified counts a supremum was found: a point of a chart of a region. */
export interface Place {
  region: Pick<Region, 'free' | 'gone'>;
  chart: Chart;
  at: number[];
}

export interface Supremum {
  /** A value that the function reaches or approaches, and one that it does not exceed. */
  lower: number;
  upper: number;
  place: Place;
  boxes: number;
}

export interface SupremumOptions {
  tolerance: number;
  maxBoxes: number;
  /** Values below this are of no interest; default −∞. Then `upper` is exact only where it exceeds the floor. */
  floor?: number;
}

/** Points of a first look at each side of the chart, so that the search starts with a good value. */
const GRID = [0, 0.1, 0.3, 0.5, 0.7, 1];

/**
 * Encloses the supremum of a function of the counts, homogeneous of degree zero, over all positive counts; limits are counted in.
 *
 * @param hints - the measures that the function is made of
 */
export function supremum(sum: Radicals, hints: readonly Radicals[], { tolerance, maxBoxes, floor = -Infinity }: SupremumOptions): Supremum {
  const f = asRational(sum);
  const parts = f ? regions(f, COUNT_NAMES, hints.map(asRational).filter((hint) => hint !== undefined)).map((region) => ({ region, sum: rationalSum(region.f) })) : [{ region: { free: COUNT_NAMES, gone: [] }, sum }];
  const places = parts.flatMap(({ region, sum: part }) => charts(part, region.free).map((chart) => ({ region, chart })));
  let best: Omit<Supremum, 'upper' | 'boxes'> | undefined;
  const meet = (lower: number, place: Place) => {
    if (!best || lower > best.lower) best = { lower, place };
  };
  for (const { region, chart } of places) {
    if (chart.poles.length > 0) return { lower: Infinity, upper: Infinity, place: { region, chart, at: chart.variables.map((name) => (name === chart.poles[0] ? 0 : 0.5)) }, boxes: 0 };
    for (const at of grid(chart.variables.length)) meet(chart.objective.enclose(at.map((x) => interval(x))).lower, { region, chart, at });
  }
  let upper = -Infinity;
  let boxes = 0;
  for (const { region, chart } of places) {
    const cube: Box = chart.variables.map(() => interval(0, 1));
    const found = cube.length === 0 ? { ...chart.objective.enclose(cube), at: [], boxes: 1 } : maximise(chart.objective, [cube], { tolerance, maxBoxes: Math.max(1, maxBoxes - boxes), floor: Math.max(best!.lower, floor) });
    meet(found.lower, { region, chart, at: found.at });
    upper = Math.max(upper, found.upper);
    boxes += found.boxes;
  }
  return { ...best!, upper: Math.max(upper, best!.lower), boxes };
}

function rationalSum(f: RationalFunction): Radicals {
  return f.numerator.isZero() ? [] : [{ factor: f, radicand: RationalFunction.from(1) }];
}

function grid(dimensions: number): number[][] {
  return dimensions === 0 ? [[]] : grid(dimensions - 1).flatMap((rest) => GRID.map((x) => [...rest, x]));
}
