import { Rational, type Polynomial, type RationalFunction } from '../../rigor/index.js';

/** A constant direction in the space of counts; names that are left out have weight zero. */
export type Direction = ReadonlyMap<string, Rational>;

/**
 * Constant directions along which g does not change: a basis of the κ with `κ·∇g ≡ 0`, and the combinations of two
 * basis vectors in which one count does not move. Decided by exact linear algebra on the coefficients of the partial
 * derivatives.
 */
export function kernelDirections(names: readonly string[], g: RationalFunction): Direction[] {
  const partials = names.map((name) => wedge(g.numerator, g.denominator, name));
  const monomials = [...new Set(partials.flatMap((p) => [...p.terms.keys()]))];
  const basis = nullSpace(
    monomials.map((key) => partials.map((p) => p.terms.get(key)?.coefficient ?? Rational.of(0))),
    names.length,
  );
  const combined = basis.flatMap((a, i) =>
    basis
      .slice(i + 1)
      .flatMap((b) => names.map((_, k) => a.map((x, j) => x.multiply(b[k]!).subtract(b[j]!.multiply(a[k]!))))),
  );
  return [...basis, ...combined]
    .map(
      (weights): Direction =>
        new Map(weights.map((weight, k) => [names[k]!, weight] as const).filter(([, weight]) => weight.sign() !== 0)),
    )
    .filter((direction) => direction.size > 0);
}

/** `p'q − pq'`: the numerator of the derivative of p/q by `name`, over q². */
export function wedge(p: Polynomial, q: Polynomial, name: string): Polynomial {
  return p
    .derivative(name)
    .multiply(q)
    .subtract(p.multiply(q.derivative(name)));
}

/** A basis of the vectors that every row annihilates (Gauss–Jordan elimination over the rationals). */
function nullSpace(rows: Rational[][], columns: number): Rational[][] {
  const pivots: number[] = [];
  const reduced: Rational[][] = [];
  for (const row of rows) {
    let rest = row;
    pivots.forEach((column, i) => {
      const factor = rest[column]!;
      if (factor.sign() !== 0) rest = rest.map((x, j) => x.subtract(factor.multiply(reduced[i]![j]!)));
    });
    const pivot = rest.findIndex((x) => x.sign() !== 0);
    if (pivot < 0) continue;
    const scale = rest[pivot]!;
    const normal = rest.map((x) => x.divide(scale));
    reduced.forEach((other, i) => {
      const factor = other[pivot]!;
      reduced[i] = other.map((x, j) => x.subtract(factor.multiply(normal[j]!)));
    });
    reduced.push(normal);
    pivots.push(pivot);
  }
  const freeColumns = Array.from({ length: columns }, (_, j) => j).filter((j) => !pivots.includes(j));
  return freeColumns.map((column) =>
    Array.from({ length: columns }, (_, j) => {
      if (j === column) return Rational.of(1);
      const pivot = pivots.indexOf(j);
      return pivot < 0 ? Rational.of(0) : reduced[pivot]![column]!.negate();
    }),
  );
}
