import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/random.js';
import { strokePhantom } from '../../src/tasks/phantoms/stroke.js';
import {
  loadTask,
  oracleDice,
  TASK_IDS,
  TASKS,
  taskStatistics,
  type LoadedTask,
  type TaskStatistics,
} from '../../src/tasks/index.js';

// Another seed than the default: the ranges must hold of the generator, not of one draw of it.
describe.each(TASK_IDS)('the synthetic stand-in for %s', (id) => {
  const task = TASKS[id];
  let made: LoadedTask;
  let statistics: TaskStatistics;
  beforeAll(async () => {
    made = await loadTask(id, { seed: 3, patients: 40, labelDraws: 32 });
    statistics = taskStatistics(made);
  });

  it('is held to the size, parts, contrast and noise of the target, one threshold, and the oracle', () =>
    expect(Object.keys(task.ranges)).toEqual(
      expect.arrayContaining([
        'foregroundMean',
        'componentsMean',
        'contrast',
        'contrastToNoise',
        'noise',
        'thresholdDice',
        'oracleDice',
      ]),
    ));

  it.each(Object.entries(task.ranges).filter(([name]) => name !== 'oracleDice'))(
    'has a %s as known of real images',
    (name, { least, most }) => {
      const value = statistics[name as keyof TaskStatistics];
      expect(value).toBeGreaterThanOrEqual(least);
      expect(value).toBeLessThanOrEqual(most);
    },
  );

  it('lets the oracle reach what readers agree on, far above one threshold', () => {
    const shown = made.samples.filter(({ labelDraws }) => labelDraws!.some((draw) => draw.includes(1)));
    const oracles = shown.map(oracleDice);
    const mean = (key: 'dice' | 'upper' | 'atHalf') =>
      oracles.reduce((sum, oracle) => sum + oracle[key], 0) / oracles.length;
    const { least, most } = task.ranges.oracleDice!;
    expect(mean('dice')).toBeGreaterThanOrEqual(least);
    expect(mean('dice')).toBeLessThanOrEqual(most);
    expect(mean('upper')).toBeGreaterThan(mean('dice'));
    expect(mean('dice')).toBeGreaterThanOrEqual(mean('atHalf') - 0.005);
    expect(mean('dice')).toBeGreaterThan(statistics.thresholdDice + 0.1);
  });

  it('draws the mask from the same distribution as the further labels', () => {
    const { samples } = made;
    const area = (mask: ArrayLike<number>) =>
      Array.from(mask).reduce((sum: number, label) => sum + Number(label > 0), 0);
    const [mask, draws] = samples.reduce(
      ([m, d], sample) => [
        m + area(sample.mask),
        d + sample.labelDraws!.reduce((sum, draw) => sum + area(draw), 0) / sample.labelDraws!.length,
      ],
      [0, 0],
    );
    // A stroke's area varies by about 40 % from reader to reader, over at least 70 lesions: three standard errors are
    // 0.15.
    expect(Math.abs(mask! / draws! - 1)).toBeLessThan(0.15);
  });
});

it('br18 made with all classes has oedema, core and rim', async () => {
  const { samples, classes } = await loadTask('br18', { multiClass: true, patients: 8, labelDraws: 0 });
  expect(classes.length).toBe(4);
  expect(new Set(samples.flatMap(({ mask }) => [...new Set(mask)]))).toEqual(new Set([0, 1, 2, 3]));
});

it('a stroke label reaches beyond the visible lesion on any side: the image does not tell which, so the oracle must not know', () => {
  const nothingElse = { area: 0, local: 0, dropMain: 0, dropSatellite: 0 };
  const kind = {
    imagesPerPatient: 1,
    shown: 9,
    medianRadius: 14,
    satellites: 0,
    contrast: [[-0.2, -0.2]] as [number, number][],
    tissue: 0.1,
    noise: 0,
    borderBlur: 1,
  };
  const [scene] = strokePhantom({ ...kind, spread: nothingElse, unseen: { share: 0.3, reach: 0.8 } }).patient(
    seededRandom(1),
    64,
    1,
  );
  const reader = seededRandom(2);
  const draws = Array.from({ length: 200 }, () => scene!.drawLabel(reader));
  const votes = draws[0]!.map((_, pixel) => draws.reduce((sum, draw) => sum + draw[pixel]!, 0));
  const centre = (pixels: number[]) =>
    [pixels.reduce((sum, p) => sum + (p % 64), 0), pixels.reduce((sum, p) => sum + Math.floor(p / 64), 0)].map(
      (sum) => sum / pixels.length,
    );
  const where = (wanted: (count: number) => boolean) => [...votes.keys()].filter((pixel) => wanted(votes[pixel]!));
  const [seen, doubted] = [centre(where((count) => count === 200)), centre(where((count) => count > 0 && count < 200))];
  const radius = Math.sqrt(where((count) => count === 200).length / Math.PI);
  // With a side fixed for the image the doubted pixels lie 1.4 radii to that side; on any side, 0.5 radii off, for the
  // skull cuts some away.
  expect(Math.hypot(doubted[0]! - seen[0]!, doubted[1]! - seen[1]!) / radius).toBeLessThan(0.9);
});
