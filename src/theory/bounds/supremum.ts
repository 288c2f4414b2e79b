import { interval, maximisePieces, type Piece } from '../../rigor/index.js';
import { charts } from './charts.js';
import { interiorPole } from './interiorPole.js';
import { asRational, COUNT_NAMES, type Radicals } from './radicals.js';
import type { Place } from './place.js';
import { regions } from './regions.js';
import { families, type Family } from './witnesses.js';

export interface Supremum {
  /** A value that the function reaches or approaches, and one that it does not exceed. */
  lower: number;
  upper: number;
  place: Place;
  /** Where both ends are infinite: families of counts one of which shows it. */
  families?: readonly Family[];
  /** The width that was asked for; half of it is left to the witness. */
  tolerance: number;
}

export interface SupremumOptions {
  /**
   * Wanted width of the final enclosure; default 1e-9 where only curves remain to be searched, as for every pair of
   * Tversky indices, and 1e-6 otherwise.
   */
  tolerance?: number | undefined;
  maxBoxes: number;
  /** Values below this are of no interest; default −∞. Then `upper` is exact only where it exceeds the floor. */
  floor?: number;
}

/** Points of a first look at each side of the chart, so that the search starts with a good value. */
const GRID = [0, 0.1, 0.3, 0.5, 0.7, 1];

/** A search that is prepared: the same function may be searched coarsely first and finely later. */
export type Search = (options: SupremumOptions) => Supremum;

/**
 * Prepares to enclose the supremum of a function of the counts, homogeneous of degree zero, over all positive counts;
 * limits are counted in.
 *
 * @param hints - the measures that the function is made of
 */
export function supremumSearch(sum: Radicals, hints: readonly Radicals[]): Search {
  const places = regions(sum, COUNT_NAMES, hints).flatMap((region) =>
    charts(region.sum, region.free).map((chart) => ({ region, chart })),
  );
  const finest = places.every(({ chart }) => chart.variables.length <= 1) ? 1e-9 : 1e-6;
  const unbounded = places.find(({ chart }) => chart.pole);
  const inside = asRational(sum) && interiorPole(asRational(sum)!);
  if (unbounded || inside) {
    const place = { ...(unbounded ?? places[0]!), at: unbounded?.chart.pole ?? [] };
    return () => ({
      lower: Infinity,
      upper: Infinity,
      place,
      families: unbounded ? families(place) : [inside!],
      tolerance: finest,
    });
  }
  const pieces = places.map(({ chart }) => ({
    objective: chart.objective,
    box: chart.variables.map(() => interval(0, 1)),
  }));
  const seed = places
    .flatMap(({ chart }, piece) =>
      grid(chart.variables.length).map((at) => ({ piece, at, value: valueAtPoint(pieces[piece]!, at) })),
    )
    .reduce((a, b) => (b.value > a.value ? b : a));
  return ({ tolerance = finest, maxBoxes, floor = -Infinity }) => {
    const found = maximisePieces(pieces, { tolerance: tolerance / 2, maxBoxes, floor: Math.max(seed.value, floor) });
    const value = valueAtPoint(pieces[found.piece]!, found.at);
    const best = value > seed.value ? { ...found, value } : seed;
    return { lower: best.value, upper: found.upper, place: { ...places[best.piece]!, at: best.at }, tolerance };
  };
}

function valueAtPoint({ objective }: Piece, at: readonly number[]): number {
  return objective.enclose(at.map((x) => interval(x))).lower;
}

function grid(dimensions: number): number[][] {
  return dimensions === 0 ? [[]] : grid(dimensions - 1).flatMap((rest) => GRID.map((x) => [...rest, x]));
}

/** Wide enough, and boxes few enough, to take no time; enough to tell which of two suprema is worth the search. */
const COARSE = { tolerance: 0.05, maxBoxes: 5_000 };

/**
 * The larger of two suprema; the one that looks larger is searched first, so that the other is given up once it cannot
 * win.
 */
export function larger(searches: readonly [Search, Search], options: SupremumOptions): Supremum & { index: 0 | 1 } {
  const [a, b] = searches.map((search) => search({ ...options, ...COARSE }).lower) as [number, number];
  const [first, second] = b > a ? ([1, 0] as const) : ([0, 1] as const);
  const winner = searches[first](options);
  if (winner.lower === Infinity) return { ...winner, index: first };
  const other = searches[second]({ ...options, floor: winner.lower });
  const [best, index] = other.lower > winner.lower ? [other, second] : [winner, first];
  return { ...best, upper: Math.max(winner.upper, other.upper), index };
}
