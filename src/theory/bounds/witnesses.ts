import type { Counts } from '../../overlap/index.js';
import { commonDenominator, Rational } from '../../rigor/index.js';
import type { Chart } from './charts.js';
import type { Place } from './place.js';

const SMALL_SIZES = 3000;
const LARGEST_POWER = 40;

type Sizes = Map<string, bigint>;

/**
 * Whole counts near a place of the compactified domain, the simplest first: small images, then ever larger ones, in
 * which what vanishes or grows against the rest does so by a growing power of ten.
 */
export function* witnesses({ region, chart, at }: Place): Generator<Counts<bigint>> {
  const zeros = vanishing(region);
  if (zeros.length === region.gone.length) {
    const ratios = relativeSizes(at, 0, chart.powers);
    for (let size = 1; size <= SMALL_SIZES; size++)
      yield toCounts(new Map(chart.order.map((name, i) => [name, BigInt(Math.round(size * ratios[i]!))])));
  }
  for (let power = 1; power <= LARGEST_POWER; power++) {
    const scale = 10n ** BigInt(power);
    for (let smallest = 0; smallest <= power; smallest++) {
      const ratios = relativeSizes(at, smallest === 0 ? 0 : 10 ** -smallest, chart.powers);
      const sizes: Sizes = new Map(
        chart.order.map((name, i) => [name, nearest(Rational.fromFloat(ratios[i]!).multiply(scale))]),
      );
      for (const kept of subsets(zeros)) yield toCounts(withExtremes(sizes, region.gone, kept, scale));
    }
  }
}

/** A family of counts: its member number k. */
export type Family = (k: bigint) => Counts<bigint>;

/**
 * Families that approach a place: ratios that vanish there are 1/k. They differ in which of the counts that went to
 * zero are kept tiny instead.
 */
export function families({ region, chart, at }: Place): Family[] {
  return subsets(vanishing(region)).map((kept) => (k) => {
    const ratios = chart.powers.map((row) =>
      row.reduce((product, power, j) => {
        const s = at[j] === 0 ? Rational.of(1n, k) : Rational.fromFloat(at[j]!);
        return Array<Rational>(power)
          .fill(s)
          .reduce((p, factor) => p.multiply(factor), product);
      }, Rational.of(1)),
    );
    const sizes: Sizes = new Map(commonDenominator(ratios).numerators.map((size, i) => [chart.order[i]!, size]));
    return toCounts(withExtremes(sizes, region.gone, kept, k));
  });
}

function vanishing(region: Place['region']): string[] {
  return region.gone.filter(({ to }) => to === 'zero').map(({ name }) => name);
}

function relativeSizes(at: readonly number[], least: number, powers: Chart['powers']): number[] {
  return powers.map((row) => row.reduce((product, power, j) => product * Math.max(least, at[j]!) ** power, 1));
}

/** Adds the counts that went to a limit, the last one first; `kept` names those that shall be tiny instead of zero. */
function withExtremes(free: Sizes, gone: Place['region']['gone'], kept: readonly string[], step: bigint): Sizes {
  const sizes: Sizes = new Map(free);
  for (const { name, to } of [...gone].reverse()) {
    const positive = [...sizes.values()].filter((size) => size > 0n);
    if (to === 'infinity') sizes.set(name, positive.reduce((a, b) => (a > b ? a : b), 1n) * step);
    else if (!kept.includes(name)) sizes.set(name, 0n);
    else {
      const smallest = positive.reduce((a, b) => (a < b ? a : b), positive[0] ?? 1n);
      for (const [other, size] of sizes) sizes.set(other, size * step);
      sizes.set(name, smallest);
    }
  }
  return sizes;
}

function toCounts(sizes: Sizes): Counts<bigint> {
  const [tp, fp, fn, tn] = ['tp', 'fp', 'fn', 'tn'].map((name) => sizes.get(name) ?? 0n) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const divisor = [tp, fp, fn, tn].reduce(gcd) || 1n;
  return { tp: tp / divisor, fp: fp / divisor, fn: fn / divisor, tn: tn / divisor };
}

function subsets(names: readonly string[]): string[][] {
  return names.reduce<string[][]>((all, name) => [...all, ...all.map((subset) => [...subset, name])], [[]]);
}

function nearest(x: Rational): bigint {
  return (2n * x.numerator + x.denominator) / (2n * x.denominator);
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
