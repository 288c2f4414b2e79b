import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/index.js';
import * as evaluation from '../../src/evaluation/index.js';
import * as losses from '../../src/losses/index.js';
import * as overlap from '../../src/overlap/index.js';
import { seededRandom } from '../../src/random.js';
import { EVALUATION, LOSSES, OVERLAP } from './callees.js';
import { faultOfError, faultOfResult, hostileArgs, type Callee } from './hostileCall.js';
import { LONG } from './longTrials.js';

const CALLS = LONG ? 119_000 : 12_000;
const SLOWEST_MS = 2000;

/** Calls functions wrongly, and gives what came beside finite numbers and sentences, once for each function and fault. */
function hostileCalls(callees: readonly Callee[], calls: number, seed: number) {
  const random = seededRandom(seed);
  const faults = new Map<string, string>();
  const told = { answered: 0, refused: 0 };
  for (let n = 0; n < calls; n++) {
    const callee = callees[n % callees.length]!;
    let fault: string | undefined;
    tf.engine().startScope();
    const start = performance.now();
    try {
      const args = hostileArgs(callee.args(), random);
      try {
        const result = callee.call(...(args as never[]));
        fault = faultOfResult(result, callee.gives);
        told.answered++;
      } catch (error) {
        fault = faultOfError(error);
        told.refused++;
      }
      if (performance.now() - start > SLOWEST_MS) fault ??= `took over ${SLOWEST_MS} ms`;
    } finally {
      tf.engine().endScope();
    }
    const key = `${callee.name}: ${fault}`;
    if (fault !== undefined && !faults.has(key)) faults.set(key, `${key} (call ${n} of seed ${seed})`);
  }
  return { faults: [...faults.values()], ...told };
}

describe(`of ${CALLS} hostile calls each gives what its documentation says, or a sentence`, () => {
  beforeAll(async () => void (await startEngine()));
  it.each([
    ['dice-workbook/evaluation', EVALUATION, 0.6],
    ['dice-workbook/overlap', OVERLAP, 0.2],
    ['dice-workbook/losses', LOSSES, 0.2],
  ] as const)('%s', { timeout: 1_200_000 }, (_, callees, share) => {
    const before = tf.memory().numTensors;
    const { faults, answered, refused } = hostileCalls(callees, Math.round(CALLS * share), 12);
    expect(faults).toEqual([]);
    // Both must occur, or the calls try nothing.
    expect(answered).toBeGreaterThan(callees.length);
    expect(refused).toBeGreaterThan(callees.length);
    expect(tf.memory().numTensors).toBe(before);
  });
  it('reaches every function of the three entry points', () => {
    const called = new Set([...EVALUATION, ...OVERLAP, ...LOSSES].flatMap(({ name, call }) => [name, call]));
    const functions = [evaluation, overlap, losses].flatMap((entry) => Object.entries(entry));
    const missing = functions.flatMap(([name, value]) =>
      typeof value === 'function' && value.length > 0 && !called.has(value as never) && !called.has(name) ? [name] : [],
    );
    expect(missing).toEqual([]);
  });
  it('finds functions that answer NaN, throw TypeErrors, hang on to tensors or take too long', () => {
    const bad = (name: string, call: () => unknown): Callee => ({ name, call, args: () => [1] });
    const { faults } = hostileCalls(
      [
        bad('nan', () => ({ scores: [1, NaN] })),
        bad('raw', () => (undefined as unknown as number[]).length),
        bad('curt', () => {
          throw new RangeError('no');
        }),
        bad('fine', () => 1),
      ],
      8,
      1,
    );
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(['nan', 'raw', 'curt']);
  });
});
