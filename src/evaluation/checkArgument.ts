import { UserError } from '../userError.js';
import { checkNumbers, shown } from './options.js';

/**
 * Refuses an argument of a wrong type or range, in one sentence: a text would be taken for a number, `null` for 0, and
 * what is neither for NaN, which no comparison meets.
 *
 * @param expected - what it must be, as the sentence goes on after "is"
 */
export function checkArgument(name: string, what: string, value: unknown, expected: string, accepted: boolean): void {
  if (!accepted) throw new UserError(`${name}: ${what} is ${expected}, not ${shown(value)}.`);
}

/** A number, NaN apart, from `least` to `most`. */
export const isNumber = (value: unknown, least = -Infinity, most = Infinity): value is number =>
  typeof value === 'number' && value >= least && value <= most;

/** Refuses anything but a list of numbers throughout: in arithmetic `null`, which stands for NaN in JSON, is 0. */
export function checkScores(name: string, what: string, values: unknown): asserts values is ArrayLike<number> {
  checkNumbers(name, what, values);
  const odd = Array.from(values).findIndex((value) => typeof value !== 'number');
  checkArgument(name, `value ${odd} of ${what}`, values[odd], 'a number', odd < 0);
}
