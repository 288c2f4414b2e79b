import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/index.js';
import { collapse, countClasses, thresholdMask } from '../../src/evaluation/index.js';
import {
  executeRun,
  networkSettings,
  recipeData,
  runAll,
  runKey,
  runStore,
  stepsOf,
  type Recipe,
  type StoredRun,
} from '../../src/runs/index.js';
import { classesOf, predictProbabilities, unet } from '../../src/training/index.js';
import { UserError } from '../../src/userError.js';
import { smallRecipe } from './smallRecipe.js';

const root = mkdtempSync(join(tmpdir(), 'dice-workbook-pool-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeAll(async () => void (await startEngine()));

let stores = 0;
const fresh = () => {
  const folder = join(root, String(stores++));
  return { folder, store: runStore(folder) };
};
/** Does recipes in this process, and tells which were trained. */
async function done(recipes: readonly Recipe[], store = fresh().store, known: readonly StoredRun[] = []) {
  const trained: string[] = [];
  const runs = await runAll(recipes, { store, known, processes: 0, onDone: ({ key }) => void trained.push(key) });
  return { runs, trained };
}

const crossEntropy = smallRecipe({}, 'crossEntropy');
const softDice = smallRecipe({}, 'softDice');
const otherFold = smallRecipe({ split: { ...softDice.split, fold: 1 } });

describe('runAll(recipes, options)', () => {
  it('gives the runs in the order of the recipes, each with what it came from', async () => {
    const { runs, trained } = await done([softDice, crossEntropy, otherFold]);
    expect(runs.map(({ recipe }) => recipe)).toEqual([softDice, crossEntropy, otherFold]);
    expect(trained).toHaveLength(3);
    const { hash } = await recipeData(softDice);
    for (const { key, recipe, data, code, engine } of runs) {
      expect(key).toBe(runKey(recipe, data, code));
      expect(data).toBe(hash);
      expect(engine).toMatch(/^\w+ \d/);
    }
  });

  it('is deterministic: two stores come to the same bytes', async () => {
    const [a, b] = [fresh(), fresh()];
    await done([softDice], a.store);
    await done([softDice], b.store);
    const files = (folder: string) =>
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]);
    expect(files(a.folder)).toHaveLength(2);
    expect(files(b.folder)).toEqual(files(a.folder));
  });

  it('goes on where it was: what is stored is not trained again, and what is damaged is', async () => {
    const { folder, store } = fresh();
    const { runs } = await done([softDice, crossEntropy], store);
    expect(await done([softDice, crossEntropy], store)).toEqual({ runs, trained: [] });
    const path = join(folder, `${runs[1]!.key}.json`);
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, 200));
    expect(await done([softDice, crossEntropy], store)).toEqual({ runs, trained: [runs[1]!.key] });
  });

  it('takes a stored run for what it is', async () => {
    const { folder, store } = fresh();
    const { runs } = await done([softDice], store);
    const path = join(folder, `${runs[0]!.key}.json`);
    writeFileSync(path, JSON.stringify({ ...runs[0], trainingDice: 0.123 }));
    expect((await done([softDice], store)).runs[0]!.trainingDice).toBe(0.123);
  });

  it('does not do a run that is known beside the store', async () => {
    const { runs } = await done([softDice]);
    const { store } = fresh();
    const second = await done([softDice, crossEntropy], store, runs);
    expect(second.trained).toEqual([second.runs[1]!.key]);
    expect(second.runs[0]).toEqual(runs[0]);
    expect(store.keys()).toEqual(second.trained);
  });

  it('does a run once that two studies ask for, and gives each its own names', async () => {
    const other = { ...softDice, study: 'another', arm: 'second' };
    const { runs, trained } = await done([softDice, other]);
    expect(trained).toHaveLength(1);
    expect(runs.map(({ recipe }) => [recipe.study, recipe.arm])).toEqual([
      ['test', 'softDice'],
      ['another', 'second'],
    ]);
    expect(runs[1]!.images).toEqual(runs[0]!.images);
  });

  it('leaves no claim behind, also where a run fails', async () => {
    const { folder, store } = fresh();
    await done([softDice], store);
    const failing = smallRecipe({ split: { ...softDice.split, patients: 7 } });
    await expect(done([failing], store)).rejects.toThrow('asks for 7 training patients');
    expect(readdirSync(folder).filter((name) => !/\.(json|f32|failed)$/.test(name))).toEqual([]);
  });

  describe('where a run fails', () => {
    const diverging = smallRecipe({
      arm: 'diverging',
      training: { ...softDice.training, phases: [{ loss: 'crossEntropy', steps: 8, learningRate: 1e30 }] },
    });
    const goingOn = smallRecipe({ arm: 'going on', start: diverging });
    const told = (store: ReturnType<typeof runStore>, recipes: readonly Recipe[]) => {
      const sentences: string[] = [];
      const trained: string[] = [];
      const runs = runAll(recipes, {
        store,
        processes: 0,
        onDone: ({ recipe }) => void trained.push(recipe.arm),
        onFailed: (sentence) => void sentences.push(sentence),
      });
      return runs.then((list) => ({ arms: list.map(({ recipe }) => recipe.arm), sentences, trained }));
    };

    it('does the others, leaves it and what goes on from it out, and tells both in a sentence', async () => {
      const { store } = fresh();
      const { arms, sentences } = await told(store, [diverging, goingOn, softDice]);
      expect(arms).toEqual(['softDice']);
      expect(sentences).toHaveLength(2);
      expect(sentences[0]).toMatch(
        /^po18 diverging, fold 1 failed: the training diverged: .*\.failed; without that file/s,
      );
      expect(sentences[1]).toBe('po18 going on, fold 1 failed: the run that it goes on from failed');
    });

    it('notes it, so that it is told and not tried again until the note is removed', async () => {
      const { folder, store } = fresh();
      const first = await told(store, [diverging]);
      const [note] = readdirSync(folder).filter((name) => name.endsWith('.failed'));
      writeFileSync(join(folder, note ?? ''), 'it was noted by hand.\n');
      expect((await told(store, [diverging])).sentences[0]).toContain('it was noted by hand (noted in');
      rmSync(join(folder, note ?? ''));
      expect(await told(store, [diverging])).toEqual(first);
    });

    it('throws the sentence in the end where nobody asks for it, with the others done and kept', async () => {
      const { store } = fresh();
      await expect(done([diverging, softDice], store)).rejects.toThrow(/diverged.*The other runs are done and kept\./s);
      expect(store.keys()).toHaveLength(1);
    });
  });

  it('leaves no tensor behind', async () => {
    await done([softDice]);
    const before = tf.memory().numTensors;
    await done([softDice]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('waits for a run that another process has claimed, and takes its result', async () => {
    const { store } = fresh();
    const [first] = (await done([softDice])).runs as [StoredRun];
    const release = store.claim(first.key);
    setTimeout(() => {
      store.write({ ...first, trainingDice: 0.25 }, Float32Array.of(1));
      release?.();
    }, 500);
    const { runs, trained } = await done([softDice], store);
    expect(trained).toEqual([]);
    expect(runs[0]!.trainingDice).toBe(0.25);
  });

  it('refuses what the engine or the data refuse with their own sentence', async () => {
    const folds = smallRecipe({ split: { folds: 9, fold: 0, seed: 1 } });
    await expect(done([folds])).rejects.toThrow(UserError);
    await expect(done([smallRecipe({ data: { ...softDice.data, multiClass: true } })])).rejects.toThrow('`multiClass`');
  });

  it('counts the steps of all phases', () => {
    const { training } = softDice;
    const both = { ...training, phases: [...training.phases, ...crossEntropy.training.phases] };
    expect(stepsOf(smallRecipe({ training: both }))).toBe(4);
  });
});

describe('a run that goes on from another', () => {
  const continued = (loss: string) => smallRecipe({ arm: `crossEntropy > ${loss}`, start: crossEntropy }, loss);

  it('has it trained once, and used by all that go on from it', async () => {
    const { store } = fresh();
    const { runs, trained } = await done([continued('softDice'), crossEntropy, continued('softJaccard')], store);
    expect(trained).toHaveLength(3);
    // It is trained before those that go on from it, though it stands between them.
    expect(trained[0]).toBe(runs[1]!.key);
    const start = store.parameters(runs[1]!.key);
    const again = await executeRun(continued('softDice'), { startParameters: start });
    expect(again.run.images).toEqual(runs[0]!.images);
    expect(store.parameters(runs[0]!.key)).toEqual(again.parameters);
  });

  it('trains it first where nobody else does, to the same result', async () => {
    const [with_, without] = [fresh(), fresh()];
    const together = await done([crossEntropy, continued('softDice')], with_.store);
    const alone = await done([continued('softDice')], without.store);
    expect(alone.trained).toHaveLength(1);
    expect(alone.runs[0]).toEqual(together.runs[1]);
    expect(without.store.parameters(alone.runs[0]!.key)).toEqual(with_.store.parameters(alone.runs[0]!.key));
  });

  it('does not begin at random: another start gives another network', async () => {
    const { runs } = await done([continued('softDice'), softDice]);
    expect(runs[0]!.key).not.toBe(runs[1]!.key);
    expect(runs[0]!.history).not.toEqual(runs[1]!.history);
  });

  it('reports its own history alone', async () => {
    const { run } = await executeRun(continued('softDice'));
    expect(run.history.map(({ step }) => step)).toEqual([1, 2]);
  });
});

describe('executeRun(recipe) of the feedback loop', () => {
  it('tries both passes on the held-out images, and gives the same each time', async () => {
    const small = smallRecipe({}, 'softDice+crossEntropy', 6);
    const network = { ...small.training.network, id: 'contextFeedback' as const };
    const recipe = { ...small, training: { ...small.training, network } };
    const { run, parameters } = await executeRun(recipe);
    const first = run.otherwise!['firstPass']!;
    expect(first.map(({ id, patient }) => [id, patient])).toEqual(run.images.map(({ id, patient }) => [id, patient]));
    // Both count the same targets, in images that they do not segment alike.
    const targets = (images: typeof first) => images.map(({ counts }) => counts[0]!.tp + counts[0]!.fn);
    expect(targets(first)).toEqual(targets(run.images));
    expect(first.map(({ counts }) => counts)).not.toEqual(run.images.map(({ counts }) => counts));
    const again = await executeRun(recipe);
    expect(again.run).toEqual(run);
    expect(again.parameters).toEqual(parameters);
    expect((await executeRun(small)).run).not.toHaveProperty('otherwise');
  });
});

describe('executeRun(recipe, options)', () => {
  const recipe = smallRecipe({
    training: {
      ...softDice.training,
      network: { ...softDice.training.network, features: 4 },
      phases: [{ loss: 'crossEntropy', steps: 60, learningRate: 1e-2 }],
    },
  });

  it('stores counts that equal a recomputation from its network, one image at a time', async () => {
    const { run, parameters } = await executeRun(recipe);
    const { train, heldOut } = await recipeData(recipe);
    const network = unet({ inputs: run.channels, outputs: 1, features: 4, normalisation: 'instance' });
    expect(networkSettings({ ...run, recipe } as StoredRun)).toEqual({
      inputs: 3,
      outputs: 1,
      features: 4,
      normalisation: 'instance',
    });
    const tensor = tf.tensor1d(parameters);
    const probabilities = [...predictProbabilities(network, tensor, heldOut)];
    const ofTraining = [...predictProbabilities(network, tensor, train)];
    tensor.dispose();
    expect(run.images.map(({ id, patient }) => [id, patient])).toEqual(heldOut.map(({ id, patient }) => [id, patient]));
    run.images.forEach((image, n) => {
      const { mask } = heldOut[n]!;
      const p = probabilities[n]!;
      const said = thresholdMask(p);
      const count = (of: (i: number) => boolean) => [...mask.keys()].filter(of).length;
      expect(image.pixels).toBe(256);
      expect(image.counts).toEqual([
        {
          tp: count((i) => mask[i] === 1 && said[i] === 1),
          fp: count((i) => mask[i] === 0 && said[i] === 1),
          fn: count((i) => mask[i] === 1 && said[i] === 0),
        },
      ]);
      expect(image.softVolume).toBeCloseTo(
        p.reduce((sum, one) => sum + one, 0),
        2,
      );
      for (const cut of ['tuned', 'rule'] as const)
        expect(image[cut]).toEqual(
          countClasses(
            mask,
            p.map((one) => Number(one >= run.thresholds![cut])),
            1,
          )[0],
        );
    });
    const pixels = run.calibration!.reduce((sum, bin) => sum + bin.count, 0);
    expect(pixels).toBe(heldOut.length * 256);
    expect(run.calibration!.reduce((sum, bin) => sum + bin.sumOfLabels, 0)).toBe(
      heldOut.reduce((sum, { mask }) => sum + mask.reduce((a, b) => a + b, 0), 0),
    );
    const counted = train.map(({ mask }, n) => ({
      pixels: 256,
      counts: countClasses(mask, classesOf(ofTraining[n]!, 1), 1),
    }));
    expect(run.collapsed).toEqual(collapse(counted, run.classes));
    const dice = counted.flatMap(({ counts: [c] }) =>
      c!.tp + c!.fn > 0 ? [(2 * c!.tp) / (2 * c!.tp + c!.fp + c!.fn)] : [],
    );
    expect(run.trainingDice).toBeCloseTo(dice.reduce((a, b) => a + b) / dice.length, 12);
  });

  it('recognises a network that says nothing as collapsed', async () => {
    const { run: living, parameters } = await executeRun(recipe);
    expect(living.collapsed).toEqual([]);
    const rate = 1e-12;
    const still = { ...recipe.training, phases: [{ loss: 'crossEntropy', steps: 1, learningRate: rate }] };
    const biased = (bias: number) => {
      const changed = parameters.slice();
      changed[changed.length - 1] = bias;
      return executeRun({ ...recipe, training: still }, { startParameters: changed });
    };
    expect((await biased(-1000)).run.collapsed).toEqual([{ class: 'polyp', predicts: 'nowhere' }]);
    expect((await biased(1000)).run.collapsed).toEqual([{ class: 'polyp', predicts: 'everywhere' }]);
  });

  it.each([
    ['po18', 'image', 1],
    ['is17', 'patient', 6],
  ] as const)('scores %s per %s', async (task, unit, _images) => {
    const data = { ...softDice.data, task };
    const { run } = await executeRun(smallRecipe({ data }));
    expect([run.unit, run.synthetic]).toEqual([unit, true]);
  });

  it('keeps of several classes the counts of each, and no thresholds or calibration', async () => {
    const { run } = await executeRun(smallRecipe({ data: { ...softDice.data, task: 'br18', multiClass: true } }));
    expect(run.classes).toEqual(['background', 'oedema', 'core', 'enhancing rim']);
    for (const { counts, tuned, rule, softVolume } of run.images)
      expect([counts.length, tuned, rule, softVolume]).toEqual([3, undefined, undefined, undefined]);
    expect([run.thresholds, run.calibration]).toEqual([undefined, undefined]);
  });

  it('gives folds other parameters to start from, and seeds others', async () => {
    const parameters = async (changes: Partial<Recipe>) => (await executeRun(smallRecipe(changes))).parameters;
    const own = await parameters({});
    expect(await parameters({ seed: 2 })).not.toEqual(own);
    expect(await parameters({ split: { ...softDice.split, fold: 1 } })).not.toEqual(own);
  });

  it('finds the weights of weightedCrossEntropy on the training images, mean weight of a pixel 1', async () => {
    const { train } = await recipeData(softDice);
    const pixels = train.length * 256;
    const shown = train.reduce((sum, { mask }) => sum + mask.reduce((a, b) => a + b, 0), 0);
    // One pixel of each class is counted beside those there are, so that no share is 0.
    const share = (shown + 1) / (pixels + 2);
    const given = smallRecipe({}, `weightedCrossEntropy:${1 / (2 * (1 - share))},${1 / (2 * share)}`);
    const found = await executeRun(smallRecipe({}, 'weightedCrossEntropy'));
    const asked = await executeRun(given);
    expect(found.parameters).toEqual(asked.parameters);
    const plain = await executeRun(crossEntropy);
    expect(found.parameters).not.toEqual(plain.parameters);
  });

  it('hands every report on, with the Dice of held-out images', async () => {
    const told: number[] = [];
    const { run } = await executeRun(softDice, { onReport: ({ step }) => void told.push(step) });
    expect(told).toEqual([1, 2]);
    for (const { loss, heldOutDice } of run.history) {
      expect(Number.isFinite(loss)).toBe(true);
      expect(heldOutDice).toBeGreaterThanOrEqual(0);
      expect(heldOutDice).toBeLessThanOrEqual(1);
    }
  });
});
