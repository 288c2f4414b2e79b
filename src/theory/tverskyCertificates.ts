import { RationalFunction, variables } from '../rigor/index.js';
import { certified, type Evidence } from './theorem.js';

const one = RationalFunction.from(1);

/** The identities behind the closed forms and behind their monotonicity. */
export function tverskyCertificates(): Evidence[] {
  const [u, w, r, a, b, fp, fn, m, k, d, t, p] = variables(
    'u',
    'w',
    'r',
    'α',
    'β',
    'fp',
    'fn',
    'm',
    'k',
    'δ',
    't',
    'p',
  );
  const D = one.divide(u.add(1));
  const S = one.divide(r.multiply(u).add(1));
  const weightedMean = a.multiply(fp).add(b.multiply(fn)).multiply(2).divide(fp.add(fn));
  const w2u = w.square().multiply(u);
  const gap = (x: RationalFunction) => x.subtract(1).divide(x.add(1));
  return [
    certified(
      'r = v/u is a mean of 2α and 2β: r − 2α = 2(β − α)·fn/(fp + fn), where D = 1/(1 + u), S = 1/(1 + v)',
      weightedMean.subtract(a.multiply(2)),
      b.subtract(a).multiply(fn).multiply(2).divide(fp.add(fn)),
    ),
    certified(
      'S/D lies between 1 and 1/r: S/D − 1 = (1 − r)u/(1 + ru)',
      S.divide(D).subtract(1),
      one.subtract(r).multiply(u).divide(r.multiply(u).add(1)),
    ),
    certified(
      'and S/D − 1/r = −(1 − r)/(r(1 + ru))',
      S.divide(D).subtract(one.divide(r)),
      one
        .subtract(r)
        .multiply(-1)
        .divide(r.multiply(r.multiply(u).add(1))),
    ),
    certified(
      'for r = w²: (w − 1)/(w + 1) − (D − S) = (w − 1)(wu − 1)²/((w + 1)(1 + u)(1 + w²u))',
      gap(w).subtract(D.subtract(one.divide(w2u.add(1)))),
      w
        .subtract(1)
        .multiply(w.multiply(u).subtract(1).square())
        .divide(w.add(1).multiply(u.add(1)).multiply(w2u.add(1))),
    ),
    certified(
      'loss form, the same constant: (1 − S)/(1 − D) = r(1 + u)/(1 + ru), and its excess over 1 is (r − 1)/(1 + ru)',
      one.subtract(S).divide(one.subtract(D)).subtract(1),
      r.subtract(1).divide(r.multiply(u).add(1)),
    ),
    certified(
      'the absolute error increases with the relative one: (m − 1)/(m + 1) − (k − 1)/(k + 1) = 2(m − k)/((m + 1)(k + 1))',
      gap(m).subtract(gap(k)),
      m
        .subtract(k)
        .multiply(2)
        .divide(m.add(1).multiply(k.add(1))),
    ),
    certified(
      'along a ray from (1/2, 1/2), 2α = 1 + tp: max(2α, 1/(2α)) is 1 + tp for p > 0, and for p < 0 it is 1/(1 + tp) with the slope −p/(1 + tp)² > 0; the larger of two that increase, or stay at 1, increases',
      one.divide(t.multiply(p).add(1)).derivative('t'),
      p.multiply(-1).divide(t.multiply(p).add(1).square()),
    ),
    certified(
      'along α + β = 1, δ = |α − 1/2|: the largest of 1 ± 2δ and 1/(1 ± 2δ) is 1/(1 − 2δ), for 1/(1 − 2δ) − (1 + 2δ) = 4δ²/(1 − 2δ)',
      one.divide(one.subtract(d.multiply(2))).subtract(d.multiply(2).add(1)),
      d
        .square()
        .multiply(4)
        .divide(one.subtract(d.multiply(2))),
    ),
    certified(
      'and it increases: d/dδ 1/(1 − 2δ) = 2/(1 − 2δ)²',
      one.divide(one.subtract(d.multiply(2))).derivative('δ'),
      one.multiply(2).divide(one.subtract(d.multiply(2)).square()),
    ),
  ];
}
