import { describe, expect, it } from 'vitest';
import { checkRecipe, dataHash, loadSource, runKey, type StoredRun } from '../../src/runs/index.js';
import { COMPARED_LOSSES, STUDIES, studyOf } from '../../src/studies/index.js';
import { askedRecipes } from '../../src/studies/askedRecipes.js';
import { frozenTasks, taskData } from '../../src/studies/frozenTasks.js';
import { chosenRates, learningRatePilot, pilotRows, TRIED_RATES } from '../../src/studies/learningRatePilot.js';
import { sanity, sanityRows } from '../../src/studies/sanity.js';
import { UserError } from '../../src/userError.js';
import { image, madeRun } from '../runs/storedRun.js';

describe.each(STUDIES.map((study) => [study.id, study] as const))('the study %s', (id, study) => {
  const recipes = (preset: string) => study.recipes({ preset, tasks: study.tasks, sets: [] });

  it('says what it asks, expects and does not show', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(study.question).toMatch(/^[A-Z].*\?$/);
    for (const text of [study.title, study.paper, study.expectation, ...study.notShown])
      expect(text.length).toBeGreaterThan(10);
    expect(study.notShown.length).toBeGreaterThan(0);
    expect(study.tasks.length).toBeGreaterThan(0);
  });

  it('has the presets quick and full, and can be found by its id', () => {
    expect(Object.keys(study.presets)).toEqual(['quick', 'full']);
    expect(studyOf(id)).toBe(study);
  });

  it.each(['quick', 'full'])('has recipes of the preset %s that can be run, each in its name', (preset) => {
    const all = recipes(preset);
    expect(all.length).toBeGreaterThan(0);
    for (const recipe of all) {
      expect(() => checkRecipe(recipe)).not.toThrow();
      expect(recipe.study).toBe(id);
    }
  });

  it.each(['quick', 'full'])('does no run of the preset %s twice', (preset) => {
    const keys = recipes(preset).map((recipe) => runKey(recipe, JSON.stringify(recipe.data), 'code'));
    expect(keys.length - new Set(keys).size).toBe(0);
  });

  it('has arms that a fold, a seed and the data tell apart', () => {
    const places = recipes('full').map(({ arm, data, split, seed }) => JSON.stringify([arm, data, split, seed]));
    expect(new Set(places).size).toBe(places.length);
  });

  it('takes less for quick than for full', () => expect(recipes('quick').length).toBeLessThan(recipes('full').length));

  it('keeps to the tasks that are asked for', () => {
    const tasks = study.recipes({ preset: 'full', tasks: ['is17'], sets: [] }).map(({ data }) => data.task);
    expect(new Set(tasks)).toEqual(new Set(['is17']));
  });
});

describe('askedRecipes(study, options)', () => {
  const sets = [{ set: 'po18_frames', task: 'po18' as const }];
  const asked = (id: string, preset: string) => askedRecipes(studyOf(id), { preset, tasks: ['po18'], sets });

  it('gives the runs on the sets that are named', () =>
    expect(asked('dice-losses', 'full').some(({ data }) => 'set' in data && data.set === 'po18_frames')).toBe(true));

  it.each([
    ['dice-losses', 'quick'],
    ['few-labels', 'full'],
  ])('refuses sets of which %s, %s, reads none, as they would be ignored', (id, preset) =>
    expect(() => asked(id, preset)).toThrow(/trains on no real images, and `data` names po18_frames\./),
  );
});

describe('STUDIES', () => {
  it('have ids of their own', () => expect(new Set(STUDIES.map(({ id }) => id)).size).toBe(STUDIES.length));

  it('studyOf(id) lists them where there is none of that name', () => {
    expect(() => studyOf('dice')).toThrow(UserError);
    expect(() => studyOf('toString')).toThrow(`Studies: ${STUDIES.map(({ id }) => id).join(', ')}.`);
  });

  it('choose learning rates on data and seeds of which no other study uses any', () => {
    const full = (id: string) => {
      const study = studyOf(id);
      return study.recipes({ preset: 'full', tasks: study.tasks, sets: [] });
    };
    const marks = (id: string) => {
      const recipes = full(id);
      return {
        data: new Set(recipes.map(({ data }) => JSON.stringify(data))),
        seeds: new Set(recipes.flatMap(({ seed, split }) => [seed, split.seed])),
      };
    };
    const pilot = marks('learning-rates');
    for (const other of STUDIES.filter(({ id }) => id !== 'learning-rates')) {
      const { data, seeds } = marks(other.id);
      expect([...data].filter((one) => pilot.data.has(one))).toEqual([]);
      expect([...seeds].filter((one) => pilot.seeds.has(one))).toEqual([]);
    }
  });
});

describe('dice-losses', () => {
  const { recipes, tasks } = studyOf('dice-losses');
  const full = recipes({ preset: 'full', tasks, sets: [] });

  it('trains every loss of the comparison on every fold of every task, and continues cross-entropy with each', () => {
    for (const task of tasks)
      for (const { loss } of COMPARED_LOSSES)
        for (const arm of [loss, `crossEntropy > ${loss}`]) {
          const of = full.filter(({ arm: a, data }) => a === arm && data.task === task && !data.multiClass);
          expect(of.map(({ split }) => split.fold)).toEqual([0, 1, 2, 3, 4]);
        }
  });

  it('goes on from the cross-entropy network of the same fold', () => {
    const continued = full.filter(({ start }) => start);
    expect(continued.length).toBeGreaterThan(0);
    for (const { start, split, data } of continued)
      expect(start).toMatchObject({ arm: 'crossEntropy', split: { fold: split.fold }, data });
  });

  it('differs within the core in nothing but loss and learning rate', () => {
    const core = full.filter(
      ({ arm, data }) => COMPARED_LOSSES.some(({ loss }) => loss === arm) && data.task === 'is17',
    );
    const bare = core.map(({ training, split, seed }) =>
      JSON.stringify({
        ...training,
        phases: training.phases.map(({ steps }) => steps),
        split: { ...split, fold: 0 },
        seed,
      }),
    );
    expect(new Set(bare).size).toBe(1);
  });

  it('adds the sets of real images that are named', () => {
    const sets = [{ set: 'po18_kvasirseg', task: 'po18' as const }];
    const real = recipes({ preset: 'full', tasks, sets }).filter(({ data }) => 'set' in data);
    expect(real).toHaveLength(5 * COMPARED_LOSSES.length);
    real.forEach((recipe) => expect(() => checkRecipe(recipe)).not.toThrow());
  });
});

describe('pilotRows(runs) and chosenRates(rows)', () => {
  const tried = (loss: string, learningRate: number, task: 'po18' | 'is17', tp: number, dead = false): StoredRun => {
    const base = madeRun();
    return madeRun(
      {
        arm: `${loss} at ${learningRate}`,
        data: { ...base.recipe.data, task },
        training: { ...base.recipe.training, phases: [{ loss, steps: 2, learningRate }] },
      },
      // Dice 2tp / (2tp + 10 − tp): a network that is right in tp of 10 pixels.
      [image('a', 'p', [tp, 0, 10 - tp])],
      dead ? { collapsed: [{ class: 'class 1', predicts: 'nowhere' }] } : {},
    );
  };
  const dice = (tp: number) => (2 * tp) / (10 + tp);

  it('averages tasks, a collapsed run counting 0', () => {
    const rows = pilotRows([
      tried('softDice', 1e-3, 'po18', 6),
      tried('softDice', 1e-3, 'is17', 2),
      tried('softDice', 3e-3, 'po18', 9),
      tried('softDice', 3e-3, 'is17', 9, true),
    ]);
    expect(rows).toEqual([
      { loss: 'softDice', rate: 1e-3, dice: (dice(6) + dice(2)) / 2, collapsed: 0 },
      { loss: 'softDice', rate: 3e-3, dice: dice(9) / 2, collapsed: 1 },
    ]);
  });

  it('chooses the rate of the largest Dice for each loss, of equal ones the smaller, in whatever order', () => {
    const row = (loss: string, rate: number, score: number) => ({ loss, rate, dice: score, collapsed: 0 });
    const rows = [
      row('a', 1e-2, 0.5),
      row('a', 1e-3, 0.5),
      row('a', 3e-3, 0.4),
      row('b', 1e-2, 0.6),
      row('b', 1e-3, 0.5),
    ];
    expect(chosenRates(rows)).toEqual({ a: 1e-3, b: 1e-2 });
    expect(chosenRates([...rows].reverse())).toEqual({ a: 1e-3, b: 1e-2 });
  });

  it('never chooses a rate of no number', () =>
    expect(
      chosenRates([
        { loss: 'a', rate: 1e-3, dice: NaN, collapsed: 0 },
        { loss: 'a', rate: 3e-3, dice: 0.4, collapsed: 0 },
      ]),
    ).toEqual({ a: 3e-3 }));

  it('gives every loss the same tries on every task', () => {
    const recipes = learningRatePilot.recipes({ preset: 'full', tasks: learningRatePilot.tasks, sets: [] });
    for (const { loss } of COMPARED_LOSSES)
      for (const task of learningRatePilot.tasks) {
        const of = recipes.filter(({ training, data }) => training.phases[0]!.loss === loss && data.task === task);
        expect(of.map(({ training }) => training.phases[0]!.learningRate)).toEqual(TRIED_RATES);
      }
  });

  it('is told as a table', async () => {
    const { text } = await learningRatePilot.report([
      tried('softDice', 1e-3, 'po18', 5),
      tried('softDice', 3e-3, 'po18', 5, true),
    ]);
    expect(text).toMatch(/soft Dice +0\.667 +0\.000 \(1 collapsed\) +NaN +0\.001/);
  });
});

describe('sanity', () => {
  const NOWHERE = [{ class: 'class 1', predicts: 'nowhere' as const }];
  const fit = (trainingDice: number) => madeRun({ arm: 'fit softDice' }, undefined, { trainingDice });
  const live = (seed: number, dead = false) =>
    madeRun({ arm: 'live softDice', seed }, undefined, { trainingDice: 0.2, collapsed: dead ? NOWHERE : [] });

  it('has a row a task and loss', () => {
    expect(sanityRows([live(11), fit(0.97), live(12, true), live(13)])).toEqual([
      { task: 'po18', loss: 'softDice', fit: 0.97, tries: 1, runs: 3, collapsed: 1, unsaid: new Set() },
    ]);
  });

  it('takes the best of several tries to fit, in either order', async () => {
    for (const tries of [
      [fit(0.94), fit(0.96)],
      [fit(0.96), fit(0.94)],
    ])
      expect(sanityRows(tries)[0]).toMatchObject({ fit: 0.96, tries: 2 });
    expect((await sanity.report([fit(0.94), fit(0.949), live(11)])).pass).toBe(false);
  });

  it.each([
    ['all fit and live', [fit(0.95), live(11), live(12)], true, 'All 1 pass.'],
    ['one does not fit', [fit(0.949), live(11)], false, '1 of 1 fail.'],
    ['one collapsed', [fit(0.99), live(11), live(12, true)], false, '1 of 1 fail.'],
    ['the fit is missing', [live(11)], false, '1 of 1 fail.'],
    [
      'the fit itself collapsed',
      [madeRun({ arm: 'fit softDice' }, undefined, { trainingDice: NaN }), live(11)],
      false,
      '1 of 1',
    ],
    ['no network was trained to live', [fit(0.99)], false, '1 of 1 fail.'],
    ['nothing was trained', [], false, 'No run is there.'],
  ])('passes or fails where %s', async (_, runs, pass, sentence) => {
    const report = await sanity.report(runs);
    expect(report.pass).toBe(pass);
    expect(report.text).toContain(sentence);
  });
});

describe('the frozen tasks', () => {
  const { tasks } = frozenTasks();

  it('are all tasks, and all classes of those that have several', () =>
    expect(tasks.map(({ task, multiClass }) => `${task}${multiClass ? '*' : ''}`)).toEqual([
      'br18',
      'br18*',
      'is17',
      'is18',
      'mo17',
      'po18',
      'wm17',
    ]));

  it.each(tasks.map((one) => [one.task, one.multiClass, one.hash] as const))(
    'are made today as they were: %s, several classes %s',
    async (task, multiClass, hash) => {
      expect((await loadSource(taskData(task, multiClass))).hash).toBe(hash);
    },
    300_000,
  );

  it('would be noticed to have changed by one pixel', async () => {
    const { task, hash } = await loadSource(taskData('po18'));
    const changed = task.samples.map((sample, n) =>
      n === 3 ? { ...sample, image: sample.image.map((x, i) => (i === 5 ? x + 1e-3 : x)) } : sample,
    );
    expect(dataHash(changed)).not.toBe(hash);
  }, 300_000);
});
