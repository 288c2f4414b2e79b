import { rational, type Rational } from '../rigor/index.js';

/** The first convergent of the continued fraction of `x` that lies within `tolerance` of it: the plain fraction that a rounded float stands for. */
export function nearestFraction(x: number, tolerance = 1e-7): Rational {
  let [previous, current]: [[bigint, bigint], [bigint, bigint]] = [[0n, 1n], [1n, 0n]];
  let rest = x;
  for (;;) {
    const whole = BigInt(Math.floor(rest));
    const next: [bigint, bigint] = [whole * current[0] + previous[0], whole * current[1] + previous[1]];
    [previous, current] = [current, next];
    const fraction = rational(...current);
    const fractional = rest - Math.floor(rest);
    if (Math.abs(fraction.toNumber() - x) <= tolerance || fractional === 0) return fraction;
    rest = 1 / fractional;
  }
}
