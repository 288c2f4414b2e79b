import * as tf from '@tensorflow/tfjs';
import type { Random } from '../../src/random.js';
import { UserError } from '../../src/userError.js';

/** A public function, and how it is called rightly: each argument is made anew for each call. */
export interface Callee {
  name: string;
  call: (...args: never[]) => unknown;
  args: () => unknown[];
  /** What its documentation says that it may give beside finite numbers. */
  gives?: readonly ('NaN' | 'infinite')[];
}

/** What callers hand over by mistake. */
const HOSTILE: readonly (() => unknown)[] = [
  () => undefined,
  () => null,
  () => NaN,
  () => Infinity,
  () => -Infinity,
  () => -0,
  () => 0,
  () => -1,
  () => 0.5,
  () => 1.5,
  () => 2,
  () => 7,
  () => 255,
  () => 1e-320,
  () => 1e308,
  () => 2 ** 53,
  () => 10n,
  () => true,
  () => false,
  () => '',
  () => 'one',
  () => '3',
  () => '\u001b[2J',
  () => Symbol('mark'),
  () => [],
  () => [[]],
  () => [undefined],
  () => ['a', 'b', 'c', 'd'],
  () => [1n, 0n, 1n, 0n],
  () => [NaN, 1, 0, 1],
  () => [1, 0, 1],
  () => new Array(4),
  () => ({}),
  () => Object.create(null) as object,
  () => ({ length: 4 }),
  () => ({ tp: NaN }),
  () => new Map([[1, 1]]),
  () => new Date(0),
  () => /mask/,
  () => () => 1,
  () => () => {
    throw new UserError('what the caller handed over refuses itself');
  },
  () => new Uint8Array(0),
  () => new Float32Array([NaN, 1, 0, 1]),
  () => new BigInt64Array(4),
  () => new DataView(new ArrayBuffer(8)),
  () => new ArrayBuffer(4),
  () => tf.scalar(NaN),
  () => tf.zeros([0, 2, 1]),
  () => tf.zeros([1, 4, 1]),
  () => tf.fill([1, 2, 2, 2], Infinity),
  () => tf.tensor1d([1, 0, 1, 0], 'int32'),
  () => tf.tensor3d([true, false, true, false] as never, [1, 4, 1], 'bool'),
  () => tf.tensor3d(['a', 'b', 'c', 'd'], [1, 4, 1], 'string'),
  () => tf.complex(tf.zeros([1, 4, 1]), tf.zeros([1, 4, 1])),
  () => {
    const gone = tf.zeros([1, 4, 1]);
    gone.dispose();
    return gone;
  },
  () => Promise.resolve(1),
];

/** Puts something wrong into one place, rarely two, of the arguments of a call. */
export function hostileArgs(args: unknown[], random: Random): unknown[] {
  const holder = [...args];
  for (let n = random.integer(4) === 0 ? 2 : 1; n > 0; n--) spoil(holder, random);
  // A call with an argument too few, and one with an option that there is not.
  if (random.integer(20) === 0) holder.pop();
  return holder;
}

function spoil(holder: unknown[], random: Random): void {
  let at: object = holder;
  for (;;) {
    const keys = Object.keys(at);
    if (keys.length === 0) return;
    const key = keys[random.integer(keys.length)]!;
    const inner = (at as Record<string, unknown>)[key];
    const plain =
      Array.isArray(inner) || (Object(inner) === inner && Object.getPrototypeOf(inner) === Object.prototype);
    if (plain && random.integer(3) > 0) {
      at = inner as object;
      if (random.integer(10) === 0) {
        (at as Record<string, unknown>)['nonsense'] = 1;
        return;
      }
      continue;
    }
    if (random.integer(12) === 0) delete (at as Record<string, unknown>)[key];
    else (at as Record<string, unknown>)[key] = HOSTILE[random.integer(HOSTILE.length)]!();
    return;
  }
}

/** How the engine of JavaScript words its own errors: what no sentence of ours may be. */
const RAW =
  /is not (?:a function|iterable|a constructor|an object|defined)|^Cannot (?:read|convert|mix|destructure|set|create|assign|use)|cannot be (?:converted|cast)|^Invalid |^invalid |Maximum call stack|toString|Symbol\.|allocation failed|out of memory|^Reduce of|^The number /i;

/** What is wrong with a refusal; undefined where it is a sentence. */
export function faultOfError(error: unknown): string | undefined {
  if (!(error instanceof Error)) return `threw ${typeof error}`;
  // Overlap measures are arithmetic, and refuse in RangeErrors, as theirs do.
  if (!(error instanceof UserError) && !(error instanceof RangeError)) return `${error.name}: ${error.message}`;
  if (RAW.test(error.message) || error.message.length < 20) return `no sentence: ${error.name}: ${error.message}`;
  // eslint-disable-next-line no-control-regex
  return /\u001b/.test(error.message) ? 'an escape sequence stands in the sentence' : undefined;
}

/** The first number of a result, however deep, that its documentation does not tell of. */
export function faultOfResult(value: unknown, gives: readonly string[] = []): string | undefined {
  const odd = (n: number) =>
    (Number.isNaN(n) && !gives.includes('NaN')) || (Math.abs(n) === Infinity && !gives.includes('infinite'));
  if (typeof value === 'number') return odd(value) ? `gave ${value}` : undefined;
  if (typeof value === 'function') return undefined;
  if (value instanceof tf.Tensor) return faultOfResult(Array.from(value.dataSync()), gives);
  if (ArrayBuffer.isView(value)) return faultOfResult(Array.from(value as Float32Array), gives);
  if (Array.isArray(value)) return first(value, gives);
  return typeof value === 'object' && value !== null ? first(Object.values(value), gives) : undefined;
}

function first(values: readonly unknown[], gives: readonly string[]): string | undefined {
  for (const value of values) {
    const fault = faultOfResult(value, gives);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
