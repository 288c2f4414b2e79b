import { UserError } from '../userError.js';

/**
 * Refuses options that the function `name` does not take: a mistyped one would be ignored, and the default would answer
 * in its place.
 *
 * @param accepted - the names that this function takes
 * @throws UserError naming the option and those that there are
 */
export function checkOptions(name: string, options: unknown, accepted: readonly string[]): void {
  if (!isRecord(options))
    throw new UserError(`${name} takes its options as an object, { ${accepted.join(', ')} }, not ${shown(options)}.`);
  const odd = Object.keys(options).find((key) => !accepted.includes(key));
  if (odd !== undefined) throw new UserError(`${name} has no option '${odd}'. Its options are ${accepted.join(', ')}.`);
}

/** An object with named values: no list, and nothing that has its entries elsewhere, as a Map. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !(Symbol.iterator in value);

/** Refuses anything but an array or a typed array of numbers. */
export function checkNumbers(name: string, what: string, values: unknown): asserts values is ArrayLike<number> {
  if (!isList(values))
    throw new UserError(
      `${name}: ${what} is an array or a typed array of numbers, not ${shown(values)}. Of a tensor, pass dataSync().`,
    );
  // Typed arrays hold values of one type.
  const odd = (Array.isArray(values) ? values : values.length > 0 ? [values[0]] : []).findIndex(
    (value) => typeof value !== 'number',
  );
  if (odd >= 0)
    throw new UserError(
      odd === 0
        ? `${name}: ${what} is one flat list of numbers, and its first value is ${shown(values[0])}.`
        : `${name}: value ${odd} of ${what} is a number, not ${shown(values[odd])}.`,
    );
}

/** Refuses anything but two lists of numbers of one length: their values are checked where they are counted. */
export function checkMasks(name: string, reference: unknown, prediction: unknown): void {
  checkNumbers(name, 'the reference', reference);
  checkNumbers(name, 'the prediction', prediction);
}

/** A list of which each value is as `is` says, holes too. */
export const isListOf = (values: unknown, is: (value: unknown) => boolean): boolean =>
  Array.isArray(values) && Array.from(values as unknown[]).every(is);

const isList = (values: unknown): values is ArrayLike<unknown> =>
  Array.isArray(values) || (ArrayBuffer.isView(values) && !(values instanceof DataView));

/** As many draws, or bins, as fit in memory. */
export const MOST_DRAWS = 1e8;

/** Refuses anything but a whole number from `minimum` to `most`. */
export function checkWhole(name: string, what: string, value: number, minimum = -Infinity, most = Infinity): void {
  if (!(Number.isInteger(value) && value >= minimum && value <= most))
    throw new UserError(
      `${name}: ${what} is a whole number${minimum > -Infinity ? ` from ${minimum} ${most < Infinity ? `to ${most}` : 'up'}` : ''}, not ${shown(value)}.`,
    );
}

/** Refuses anything but a number between 0 and 1, the ends left out. */
export function checkShare(name: string, what: string, value: number): void {
  if (!(typeof value === 'number' && value > 0 && value < 1))
    throw new UserError(`${name}: ${what} lies between 0 and 1, the ends left out, not at ${shown(value)}.`);
}

/** A value as a sentence can hold it. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `'${JSON.stringify(value.slice(0, 80)).slice(1, -1)}'`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return `an object (${value.constructor?.name ?? 'without class'})`;
  return typeof value === 'bigint' ? `${value}n` : String(value);
}
