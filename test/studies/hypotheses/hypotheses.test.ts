import { describe, expect, it } from 'vitest';
import { HYPOTHESES, judgeAll, verdictText } from '../../../src/studies/hypotheses/index.js';
import { world, type Place, type World } from './world.js';

const judged = (id: string, made: World) => {
  const hypothesis = HYPOTHESES.find((one) => one.id === id);
  if (!hypothesis) throw new Error(`no hypothesis ${id}`);
  return hypothesis.judge(world(made));
};
const verdict = (id: string, made: World) => judged(id, made).verdict;
const onTasks = (id: string, made: World) => judged(id, made).tasks.map(({ holds }) => holds);

const CROSS_ENTROPY = /rossEntropy(:|$)/;
const isCrossEntropy = (arm: string) => CROSS_ENTROPY.test(arm) && !arm.includes('+');
/** By ± so much from patient to patient: never decided, never a tie. */
const wild = ({ patient }: Place) => (patient % 2 === 0 ? 0.1 : -0.1);
const better = (by: number) => (arm: string) => (isCrossEntropy(arm) ? 0 : by);
const firstTasks = (n: number, by: number) => (arm: string, place: Place) =>
  place.task < n && !isCrossEntropy(arm) ? by : 0;

describe('H1, metric-sensitive losses beat cross-entropies', () => {
  it.each([
    ['they are better everywhere', better(0.05), 'confirmed'],
    ['they are better on four tasks, and the same on two', firstTasks(4, 0.05), 'confirmed'],
    ['they are better on three tasks alone', firstTasks(3, 0.05), 'not decided'],
    ['they are worse everywhere', better(-0.05), 'refuted'],
    ['they are worse on one, and nowhere better', firstTasks(1, -0.05), 'refuted'],
    ['all are the same', () => 0, 'not decided'],
    ['they are better by less than counts', better(0.008), 'not decided'],
    [
      'they are better on five tasks, and worse on one',
      (arm: string, place: Place) => better(place.task === 5 ? -0.05 : 0.05)(arm),
      'not decided',
    ],
    [
      'one weight of the sweep is as good everywhere',
      (arm: string) => (arm === 'weightedCrossEntropy:1,8' ? 0.05 : better(0.05)(arm)),
      'not decided',
    ],
    [
      'one weight of the sweep is better everywhere',
      (arm: string) => (arm === 'weightedCrossEntropy:1,8' ? 0.1 : better(0.05)(arm)),
      'refuted',
    ],
    [
      'soft Jaccard alone is worse than cross-entropy',
      (arm: string) => (arm === 'softJaccard' ? -0.05 : better(0.05)(arm)),
      'refuted',
    ],
  ])('where %s', (_, gain, expected) => expect(verdict('H1', { gain })).toBe(expected));
});

describe('H2, metric-sensitive losses do not differ', () => {
  it.each([
    ['they are the same', () => 0, 'confirmed'],
    ['Lovász-softmax is worse', (arm: string) => (arm === 'lovaszSoftmax' ? -0.05 : 0), 'refuted'],
    [
      'Lovász-softmax is worse on one task',
      (arm: string, { task }: Place) => (arm === 'lovaszSoftmax' && task === 2 ? -0.05 : 0),
      'not decided',
    ],
    [
      'one is now better, now worse',
      (arm: string, place: Place) => (arm === 'softJaccard' ? wild(place) : 0),
      'not decided',
    ],
    ['another loss than those three differs', (arm: string) => (arm === 'crossEntropy' ? -0.1 : 0), 'confirmed'],
  ])('where %s', (_, gain, expected) => expect(verdict('H2', { gain })).toBe(expected));
});

describe('H3, no single weight is best', () => {
  const peak = (best: number) => (arm: string) => {
    if (!isCrossEntropy(arm)) return 0;
    return -0.05 * Math.abs(Math.log2(Number(arm.split(',')[1] ?? 1) / best));
  };
  it.each([
    [
      'the best weight is another on another task',
      (arm: string, { task }: Place) => peak(task % 2 ? 2 : 20)(arm),
      'confirmed',
    ],
    ['one weight is best everywhere', peak(5), 'refuted'],
    ['no weight matters', () => 0, 'refuted'],
  ])('where %s', (_, gain, expected) => expect(verdict('H3', { gain })).toBe(expected));

  it('is not refuted while a task has no results, but may be confirmed', () => {
    const missing = (arm: string, { task, fold }: Place) => arm === 'crossEntropy' && task === 5 && fold === 0;
    expect(verdict('H3', { gain: peak(5), missing })).toBe('not decided');
    expect(verdict('H3', { gain: (arm, { task }) => peak(task % 2 ? 2 : 20)(arm), missing })).toBe('confirmed');
  });
});

describe('H4, Tversky gets worse away from (½, ½)', () => {
  const slope = (by: number) => (arm: string) => {
    // softTversky alone is (.3, .7), and soft Dice (½, ½).
    const alpha = arm === 'softTversky' ? 0.3 : Number(/^softTversky:(0\.\d),/.exec(arm)?.[1] ?? 0.5);
    return -by * Math.abs(alpha - 0.5);
  };
  it.each([
    ['it does', slope(0.2), 'confirmed'],
    ['it gets better', slope(-0.2), 'refuted'],
    ['nothing changes', () => 0, 'not decided'],
    [
      'the ends are worse, but not what lies between',
      (arm: string) => (arm === 'softTversky:0.7,0.3' ? 0.02 : slope(0.2)(arm)),
      'not decided',
    ],
    ['one end is better', (arm: string) => (arm === 'softTversky:0.1,0.9' ? 0.1 : slope(0.2)(arm)), 'refuted'],
  ])('where %s', (_, gain, expected) => expect(verdict('H4', { gain })).toBe(expected));
});

describe('H5, H1 with several classes', () => {
  const there =
    (by: number) =>
    (arm: string, { task }: Place) =>
      better(task === 6 ? by : -by)(arm);
  it.each([
    ['they are better there, and nowhere else', there(0.05), 'confirmed'],
    ['they are worse there, and nowhere else', there(-0.05), 'refuted'],
    ['all are the same', () => 0, 'not decided'],
  ])('where %s', (_, gain, expected) => expect(verdict('H5', { gain })).toBe(expected));
});

describe('H6, the gain holds across sizes', () => {
  const ofDice = (gain: (place: Place) => number) => (arm: string, place: Place) =>
    arm === 'softDice' ? gain(place) : 0;
  it.each([
    ['it does', ofDice(() => 0.03), 'confirmed'],
    ['small targets lose', ofDice(({ patient }) => (patient < 13 ? -0.05 : 0.05)), 'refuted'],
    [
      'small targets lose, but less than counts',
      ofDice(({ patient }) => (patient < 13 ? -0.007 : 0.05)),
      'not decided',
    ],
    [
      'large targets lose on one task of six',
      ofDice(({ patient, task }) => (patient > 26 && task === 0 ? -0.05 : 0.05)),
      'not decided',
    ],
  ])('where %s', (_, gain, expected) => expect(verdict('H6', { gain })).toBe(expected));
});

describe('H7, the measured gain is the predicted one', () => {
  it.each([
    ['both are .1', 0.1, 0.1, 'confirmed'],
    ['they differ by .015', 0.1, 0.115, 'confirmed'],
    ['they differ by .03', 0.1, 0.13, 'not decided'],
    ['less is measured by .06', 0.04, 0.1, 'refuted'],
    ['more is measured by .06', 0.1, 0.04, 'refuted'],
  ])('where %s', (_, tunedGain, expectedGain, expected) =>
    expect(verdict('H7', { tunedGain, expectedGain })).toBe(expected),
  );
});

describe('H8, a tuned threshold closes the gap', () => {
  it.each([
    ['it does', better(0.05), 0.05, 'confirmed'],
    ['it does more', better(0.05), 0.1, 'confirmed'],
    ['it does not', better(0.05), 0, 'refuted'],
    [
      'soft Dice is now better, now worse',
      (arm: string, place: Place) => (arm === 'softDice' ? wild(place) : 0),
      0,
      'not decided',
    ],
  ])('where %s', (_, gain, tunedGain, expected) => expect(verdict('H8', { gain, tunedGain })).toBe(expected));
});

describe('where results are wanting', () => {
  // The arm that each hypothesis cannot do without.
  const arms = [
    ['H1', 'softDice'],
    ['H2', 'lovaszSoftmax'],
    ['H3', 'weightedCrossEntropy:1,20'],
    ['H4', 'softTversky:0.9,0.1'],
    ['H5', 'softDice'],
    ['H6', 'softDice'],
    ['H7', 'crossEntropy'],
    ['H8', 'crossEntropy'],
  ] as const;
  const only =
    (id: string, arm: string) =>
    (one: string, { task, fold }: Place) =>
      one === arm && fold === 1 && task === (id === 'H5' ? 6 : 1);

  it.each(arms)('%s has no results on a task on which %s collapsed, and says so', (id, arm) => {
    const { tasks } = judged(id, { collapsed: only(id, arm) });
    const without = tasks.filter(({ holds }) => holds === 'no results');
    expect(without).toHaveLength(1);
    expect(without[0]).toMatchObject({ pending: false });
    expect(without[0]?.numbers).toMatch(/collapsed in fold 2/);
  });

  it.each(arms)('%s has no results on a task on which %s lacks a fold, and says so', (id, arm) => {
    const { tasks } = judged(id, { missing: only(id, arm) });
    const without = tasks.filter(({ holds }) => holds === 'no results');
    expect(without).toHaveLength(1);
    expect(without[0]).toMatchObject({ pending: true });
    expect(without[0]?.numbers).toMatch(/lacks fold 2/);
  });

  it('a task of a collapsed arm does not hold, and one to be trained leaves the verdict open', () => {
    const gain = better(0.05);
    expect(verdict('H1', { gain, collapsed: only('H1', 'softDice') })).toBe('confirmed');
    expect(verdict('H1', { gain, missing: only('H1', 'softDice') })).toBe('not decided');
    expect(verdict('H1', { gain: better(-0.05), missing: only('H1', 'softDice') })).toBe('refuted');
  });

  it('a collapsed loss that a rule does not name stays out of it', () =>
    expect(onTasks('H2', { collapsed: (arm) => arm === 'softDice:squared=true' })).toEqual(Array(6).fill('holds')));

  it('nothing is decided by no run', () => {
    for (const { verdict: none, tasks } of judgeAll([])) {
      expect(none).toBe('not decided');
      expect(tasks.every(({ holds }) => holds === 'no results')).toBe(true);
    }
  });
});

describe('runs that are not the protocol’s', () => {
  const runs = world({ gain: better(0.05) });
  const ofH8 = (list: typeof runs) => HYPOTHESES.find(({ id }) => id === 'H8')?.judge(list);

  it('are left out: of other steps, of other images, of real images', () => {
    const fewer = runs.map((run) => ({
      ...run,
      recipe: {
        ...run.recipe,
        training: { ...run.recipe.training, phases: run.recipe.training.phases.map((p) => ({ ...p, steps: 100 })) },
      },
    }));
    for (const list of [fewer, runs.map((run) => ({ ...run, data: 'other images' }))])
      expect(ofH8(list)?.tasks.every(({ holds }) => holds === 'no results')).toBe(true);
  });

  it('of two revisions are not averaged', () => {
    const again = runs.map((run) => ({ ...run, key: `${run.key} again`, code: 'another' }));
    expect(ofH8([...runs, ...again])?.tasks[0]?.numbers).toContain('two revisions');
    expect(ofH8([...runs, ...runs])).toEqual(ofH8(runs));
  });
});

it('no verdict changes with the order of the runs', () => {
  const runs = world({ gain: better(0.02), tunedGain: 0.01 });
  const mixed = [...runs].reverse().map((run) => ({ ...run, images: [...run.images].reverse() }));
  expect(judgeAll(mixed)).toEqual(judgeAll(runs));
});

describe('verdictText(verdicts)', () => {
  it('tells sentence, verdict, and the numbers of every task', () => {
    const text = verdictText(judgeAll(world({ gain: better(0.05) })));
    expect(text).toMatch(/H1 confirmed: Metric-sensitive losses beat/);
    expect(text).toMatch(/is17 +holds +greater in 40 of 40 differences, less in 0/);
  });
  it('tells in one line that no task has results', () =>
    expect(verdictText(judgeAll([]))).toBe('No hypothesis of data/protocol.md can be judged by these runs.'));
});
