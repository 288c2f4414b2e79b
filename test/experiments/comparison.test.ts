import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  compareLosses,
  comparisonTable,
  networkFile,
  planRuns,
  readNetwork,
  runStore,
  splitLosses,
  writeComparison,
  DEFAULT_SETTINGS,
  type ComparisonSettings,
  type TrainedComparison,
} from '../../src/experiments/index.js';
import { UserError } from '../../src/userError.js';
import { discs } from '../training/discs.js';

const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const task = discs(16);
const settings = { losses: ['crossEntropy', 'softDice'], folds: 2, seeds: [1], steps: 2, batch: 2, features: 2 };
const store = runStore(join(folder, 'store'));
const compare = (rest: Partial<ComparisonSettings> = {}, on = task) =>
  compareLosses(on, { ...settings, ...rest }, { store, processes: 0 });

describe('compareLosses(task, settings, options)', () => {
  let trained: TrainedComparison;
  beforeAll(async () => void (trained = await compare()));

  it('scores every image once with every loss, by a network that has not seen its patient', () => {
    for (const loss of settings.losses) {
      const runs = trained.comparison.runs.filter((run) => run.loss === loss);
      expect(runs.flatMap((run) => run.scores.map((score) => score.id)).sort()).toEqual(
        task.samples.map((sample) => sample.id).sort(),
      );
    }
    for (const { train, heldOut } of trained.plans) {
      const seen = new Set(train.map((i) => task.samples[i]!.patient));
      expect(heldOut.some((i) => seen.has(task.samples[i]!.patient))).toBe(false);
    }
  });

  it('gives the means of the scores by loss and by fold, and the paired difference of the losses', () => {
    const { losses, folds, differences, runs } = trained.comparison;
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
    const diceOf = (loss: string, fold?: number) =>
      mean(
        runs
          .filter((run) => run.loss === loss && (fold === undefined || run.fold === fold))
          .flatMap((run) => run.scores.map((score) => score.dice)),
      );
    for (const row of losses) expect(row.dice).toBeCloseTo(diceOf(row.loss), 12);
    for (const row of folds) expect(row.dice).toBeCloseTo(diceOf(row.loss, row.fold), 12);
    expect(folds).toHaveLength(4);
    const dice = differences.find((row) => row.measure === 'dice')!;
    expect(dice).toMatchObject({ loss: 'softDice', baseline: 'crossEntropy', units: 4, images: 16 });
    expect(dice.mean).toBeCloseTo(diceOf('softDice') - diceOf('crossEntropy'), 12);
  });

  it('takes stored runs for what they are and gives the same result again', async () => {
    expect((await compare()).comparison).toEqual(trained.comparison);
    const path = join(folder, 'store', `${trained.plans[0]!.key}.json`);
    const marked = JSON.parse(readFileSync(path, 'utf8'));
    marked.scores[0].dice = 0.123;
    writeFileSync(path, JSON.stringify(marked));
    expect((await compare()).comparison.runs[0]!.scores[0]!.dice).toBe(0.123);
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, text.length / 2)],
    ['of another run', (text: string) => text.replace(/"key":"\w+"/, '"key":"other"')],
    ['empty', () => ''],
  ])('does a run again whose file is %s', async (_, damage) => {
    const path = join(folder, 'store', `${trained.plans[0]!.key}.json`);
    writeFileSync(path, damage(readFileSync(path, 'utf8')));
    expect((await compare()).comparison).toEqual(trained.comparison);
    expect(JSON.parse(readFileSync(path, 'utf8')).key).toBe(trained.plans[0]!.key);
  });

  it('averages an image over the seeds before it compares', async () => {
    const { comparison } = await compare({ seeds: [1, 2] });
    expect(comparison.runs).toHaveLength(8);
    expect(comparison.differences[0]!.images).toBe(16);
  });

  it('says in its settings and its table what overlap losses were trained to score', async () => {
    expect(trained.comparison.settings.per).toBe('batch');
    expect(comparisonTable(trained.comparison)).toContain('overlap losses per batch');
    const [batch, image, asked] = [
      trained,
      await compare({ per: 'image' }),
      await compare({ losses: ['crossEntropy', 'softDice:per=image'] }),
    ].map(({ parameters }) => parameters);
    expect(image![1]).toEqual(asked![1]);
    expect(image![1]).not.toEqual(batch![1]);
    expect(image![0]).toEqual(batch![0]);
  });

  it('names synthetic images as such in table, figure and file names', async () => {
    const files = await writeComparison(trained, join(folder, 'out'), { networks: true });
    expect(files.slice(0, 2).map((file) => file.slice(folder.length + 5))).toEqual([
      'comparison-po18-synthetic.json',
      'comparison-po18-synthetic.svg',
    ]);
    expect(comparisonTable(trained.comparison)).toContain('PO18, synthetic images');
    expect(readFileSync(files[1]!, 'utf8')).toContain('synthetic images');
    expect(JSON.parse(readFileSync(files[0]!, 'utf8'))).toMatchObject({ synthetic: true, provenance: task.provenance });
    expect(readdirSync(join(folder, 'out', 'networks'))).toHaveLength(4);
    expect(readNetwork(files[2]!).parameters).toEqual(trained.parameters[0]);
  });

  it.each([
    ['a loss that is not known', { losses: ['softDise'] }, "Did you mean 'softDice'?"],
    ['a loss that stands twice', { losses: ['softDice', 'softDice'] }, 'twice'],
    ['no loss', { losses: [] }, 'at least one loss'],
    ['one fold', { folds: 1 }, '--folds must be a whole number of at least 2, got 1'],
    ['a fold and a half', { folds: 2.5 }, 'got 2.5'],
    ['more folds than patients', { folds: 9 }, '9 folds need at least 9 patients'],
    ['no steps', { steps: 0 }, '--steps'],
    ['overlap per fold', { per: 'fold' as never }, "per must be 'image' or 'batch', got 'fold'"],
    ['a network that does not fit into memory', { features: 1e6 }, 'Take a smaller --size, --batch or --features'],
    // Layers' results take below 1 GB here, and the 459 · 20000² parameters 700 GB a copy.
    [
      'a network whose parameters do not fit into memory',
      { features: 20_000, batch: 1 },
      'Take a smaller --size, --batch or --features',
    ],
    ['a seed that is no number', { seeds: [NaN] }, '--seed'],
  ])('refuses %s before anything is trained', async (_, wrong, sentence) => {
    const error = await compare(wrong).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(UserError);
    expect((error as Error).message).toContain(sentence);
  });

  it('refuses images whose sides the network cannot halve twice', async () => {
    await expect(compare({}, discs(16, 18))).rejects.toThrow('must be a multiple of 4, got 18');
  });
});

describe('planRuns(task, settings, engine)', () => {
  const keys = (rest: object = {}, engine = 'native 2', on = task) =>
    planRuns(on, { ...DEFAULT_SETTINGS, ...settings, ...rest }, engine).map((plan) => plan.key);

  it('gives every run a key of its own, the same each time', () => {
    expect(new Set(keys()).size).toBe(4);
    expect(keys()).toEqual(keys());
  });

  it.each([
    ['steps', { steps: 3 }],
    ['batch', { batch: 3 }],
    ['features', { features: 3 }],
    ['learning rate', { learningRate: 2e-3 }],
    ['pretraining', { pretrain: 1 }],
    ['seed', { seeds: [2] }],
    ['region that overlap losses score', { per: 'image' }],
  ])('changes the keys with the %s', (_, changed) => {
    expect(keys(changed).filter((key) => keys().includes(key))).toEqual([]);
  });

  it('changes the keys with the engine and with one pixel of the data', () => {
    const other = discs(16);
    other.samples[0]!.image[0]! += 1e-3;
    expect(keys({}, 'wasm 4').some((key) => keys().includes(key))).toBe(false);
    expect(keys({}, 'native 2', other).some((key) => keys().includes(key))).toBe(false);
  });

  it('keeps the keys of one loss where another is added', () => {
    expect(keys({ losses: ['crossEntropy', 'softDice', 'softJaccard'] })).toEqual(expect.arrayContaining(keys()));
  });
});

describe('splitLosses(list)', () => {
  it('tells the comma between losses from the comma between parameters', () => {
    expect(splitLosses('crossEntropy, softTversky:alpha=0.3,beta=0.7,weightedCrossEntropy:1,5,softDice')).toEqual([
      'crossEntropy',
      'softTversky:alpha=0.3,beta=0.7',
      'weightedCrossEntropy:1,5',
      'softDice',
    ]);
  });
});

describe('readNetwork(path)', () => {
  const network = {
    task: 'po18',
    synthetic: true,
    provenance: 'discs',
    classes: ['background', 'disc'],
    size: [16, 16],
    loss: 'softDice',
    fold: 0,
    seed: 1,
    shape: { inputs: 1, features: 1, outputs: 1 },
  } as const;
  const write = (name: string, text: string) => (writeFileSync(join(folder, name), text), join(folder, name));

  it.each([
    ['a file that is not there', () => join(folder, 'nothing.json'), 'cannot be read as a network'],
    ['a file that is no JSON', () => write('image.json', '\x89PNG'), 'cannot be read as a network'],
    ['JSON of something else', () => write('other.json', '{"a": 1}'), 'is no network file'],
    [
      'a network without a shape',
      () =>
        write(
          'shapeless.json',
          '{"format": "dice-workbook network 1", "task": "po18", "size": [16, 16], "parameters": "AAAA"}',
        ),
      'is damaged: its task, size, shape',
    ],
    [
      'too few parameters',
      () =>
        write(
          'few.json',
          networkFile({ ...network, classes: [...network.classes], size: [16, 16], parameters: new Float32Array(3) }),
        ),
      'is damaged: it holds 3 parameters',
    ],
  ])('refuses %s', (_, path, sentence) => {
    expect(() => readNetwork(path())).toThrow(sentence);
    expect(() => readNetwork(path())).toThrow(UserError);
  });

  it('leaves nothing half-written', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => file.endsWith('.part'))).toEqual([]);
  });
});
