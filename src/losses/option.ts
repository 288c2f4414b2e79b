import * as tf from '@tensorflow/tfjs';
import { UserError } from '../userError.js';

/**
 * One option: the values that it takes, and the one it has where it is not given. The type of a loss's options and
 * their check are both read from one list of these.
 */
export interface Option<Value = unknown, Fallback = unknown> {
  /** What a value must be: `a finite number above 0`. */
  readonly expected: string;
  accepts(value: unknown): value is Value;
  /** The value that a text means, or the text itself, for `accepts` to refuse; absent where no text can give it. */
  parse?(text: string): unknown;
  readonly fallback: Fallback;
  /** It holds several values, which a text may give one after the other. */
  readonly list?: true;
  /** There is no loss without it. */
  readonly required?: true;
}

export type OptionList = Readonly<Record<string, Option>>;

/** What a caller may pass. */
export type OptionsOf<List extends OptionList> = {
  [Key in keyof List]?: List[Key] extends Option<infer Value, unknown> ? Value : never;
};

/** The same with what is not given filled in. */
export type Settled<List extends OptionList> = {
  [Key in keyof List]: List[Key] extends Option<infer Value, infer Fallback> ? Value | Fallback : never;
};

/** The options of a list, and before them a loss's own. */
export function extended<Own extends OptionList, List extends OptionList>(own: Own, list: List): Own & List {
  return { ...own, ...list };
}

/** A list without one option. */
export function without<List extends OptionList, Name extends string>(list: List, name: Name): Omit<List, Name> {
  const { [name]: _, ...others } = list;
  return others;
}

type Choice = string | number | boolean;

/** One of a few values; the first is the default. */
export function oneOf<const Values extends readonly [Choice, ...Choice[]]>(
  ...values: Values
): Option<Values[number], Values[number]> {
  return {
    expected: `one of ${values.join(', ')}`,
    accepts: (value): value is Values[number] => values.some((one) => one === value),
    parse: (text) => values.find((one) => String(one) === text) ?? text,
    fallback: values[0],
  };
}

/** true or false. */
export function flag(fallback: boolean): Option<boolean, boolean> {
  return oneOf(fallback, !fallback);
}

interface NumberRange<Fallback> {
  /** The least number; default 0. */
  least?: number;
  /** In place of `least`: a bound that is no value itself. */
  above?: number;
  most?: number;
  whole?: boolean;
  fallback: Fallback;
}

/** A finite number of a range. */
export function number<Fallback extends number | undefined>({
  above,
  least = 0,
  most = Infinity,
  whole = false,
  fallback,
}: NumberRange<Fallback>): Option<number, Fallback> {
  const kind = whole ? 'a whole number' : most === Infinity ? 'a finite number' : 'a number';
  const start = above === undefined ? `of at least ${least}` : `above ${above}`;
  const interval = `in ${above === undefined ? `[${least}` : `(${above}`}, ${most}]`;
  return {
    expected: `${kind} ${most === Infinity ? start : interval}`,
    accepts: (value): value is number =>
      typeof value === 'number' &&
      Number.isFinite(value) &&
      (above === undefined ? value >= least : value > above) &&
      value <= most &&
      (!whole || Number.isInteger(value)),
    parse: parseNumber,
    fallback,
  };
}

/** A list of numbers; as a text with colons between them, `1:5`. */
export function numbers(each: Option<number, undefined>): Option<readonly number[], undefined> {
  return {
    expected: `a list of numbers, each ${each.expected}`,
    accepts: (value): value is readonly number[] => Array.isArray(value) && value.every(each.accepts),
    parse: (text) => {
      const values = text.split(':').map(parseNumber);
      return values.every((value) => typeof value === 'number') ? values : text;
    },
    fallback: undefined,
    list: true,
  };
}

/** A list of rows of numbers; as a text with bars between rows and colons within, `0:1|1:0`. */
export function matrix(each: Option<number, undefined>): Option<readonly (readonly number[])[], undefined> {
  return {
    expected: `a matrix, a list of rows of numbers, each ${each.expected}`,
    accepts: (value): value is number[][] =>
      Array.isArray(value) && value.every((row) => Array.isArray(row) && row.every(each.accepts)),
    parse: (text) => text.split('|').map((row) => row.split(':').map(parseNumber)),
    fallback: undefined,
  };
}

/** A tensor of numbers. */
export function tensor(): Option<tf.Tensor, undefined> {
  return {
    expected: 'a tensor of numbers',
    accepts: (value): value is tf.Tensor =>
      value instanceof tf.Tensor && !value.isDisposed && value.dtype !== 'string' && value.dtype !== 'complex64',
    fallback: undefined,
  };
}

/** The same option, which has to be given. */
export function required<Value>(option: Option<Value, undefined>): Option<Value, never> {
  return { ...option, fallback: undefined as never, required: true };
}

/**
 * Checks options against their list and fills in what is not given; undefined counts as not given.
 *
 * @param name - of what takes the options, for the sentence of a refusal
 * @throws UserError naming the option, what was expected and what came
 */
export function settle<List extends OptionList>(name: string, options: unknown, list: List): Settled<List> {
  if (typeof options !== 'object' || options === null || Array.isArray(options) || options instanceof tf.Tensor)
    throw new UserError(
      `${name}: the options must be an object { ${Object.keys(list).join(', ')} }, but are ${shown(options)}.`,
    );
  const given: Record<string, unknown> = { ...options };
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(list, key));
  if (unknown !== undefined)
    throw new UserError(`${name} has no option '${unknown}'. Its options are ${Object.keys(list).join(', ')}.`);
  const values = Object.entries(list).map(([key, option]): [string, unknown] => {
    const value = given[key];
    if (value !== undefined) return [key, checked(name, key, value, option)];
    if (option.required) throw new UserError(`${name} needs ${key}, ${option.expected}.`);
    return [key, option.fallback];
  });
  return Object.fromEntries(values) as Settled<List>;
}

/** The value, where `option` takes it. */
export function checked<Value>(name: string, key: string, value: unknown, option: Option<Value, unknown>): Value {
  if (!option.accepts(value))
    throw new UserError(`${name}: ${key} must be ${option.expected}, but is ${shown(value)}.`);
  return value;
}

/** Any value as a sentence can hold it. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'bigint') return `the BigInt ${value}n`;
  if (typeof value === 'function') return 'a function';
  if (value instanceof tf.Tensor) return value.isDisposed ? 'a tensor that was disposed' : `a tensor [${value.shape}]`;
  if (Array.isArray(value)) return `[${value.slice(0, 8).map(shown).join(', ')}${value.length > 8 ? ', …' : ''}]`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}

/** A decimal or a fraction; anything else stays a text. */
function parseNumber(text: string): number | string {
  const [, above, below] = /^([+-]?\d+)\/(\d+)$/.exec(text) ?? [];
  if (above !== undefined) return Number(above) / Number(below);
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}
