import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { checkRecipe, dataHash, loadSource, recipeData, type Recipe } from '../../src/runs/index.js';
import type { Sample } from '../../src/tasks/index.js';
import { UserError } from '../../src/userError.js';
import { putIslesCase } from '../replication/isles.js';
import { discs } from '../training/discs.js';
import { smallRecipe } from './smallRecipe.js';

const root = mkdtempSync(join(tmpdir(), 'dice-workbook-data-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const { split } = smallRecipe();
const dealt = (changes: Partial<Recipe['split']> = {}) => recipeData(smallRecipe({ split: { ...split, ...changes } }));
const patients = (samples: readonly Sample[]) => [...new Set(samples.map(({ patient }) => patient))].sort();

describe('recipeData(recipe, folders)', () => {
  it('divides the images by patient into those of the fold and all others', async () => {
    const { task, train, heldOut } = await dealt();
    expect([...train, ...heldOut].map(({ id }) => id).sort()).toEqual(task.samples.map(({ id }) => id).sort());
    expect(patients(train).filter((one) => patients(heldOut).includes(one))).toEqual([]);
  });

  it('holds every patient out in one fold', async () => {
    const folds = await Promise.all([0, 1].map((fold) => dealt({ fold })));
    const held = folds.flatMap(({ heldOut }) => patients(heldOut));
    expect(held).toHaveLength(8);
    expect(new Set(held).size).toBe(8);
  });

  it('deals with another seed otherwise', async () => {
    const deals = await Promise.all([1, 2, 3, 4].map((seed) => dealt({ seed })));
    expect(new Set(deals.map(({ heldOut }) => patients(heldOut).join())).size).toBeGreaterThan(1);
  });

  it('learns from so many patients only, the fewer among the more, and holds out the same', async () => {
    const all = await dealt();
    const [one, two, three] = await Promise.all([1, 2, 3].map((n) => dealt({ patients: n })));
    const [a, b, c] = [one, two, three].map((data) => patients(data!.train));
    expect([a!.length, b!.length, c!.length]).toEqual([1, 2, 3]);
    expect(b).toEqual(expect.arrayContaining(a!));
    expect(c).toEqual(expect.arrayContaining(b!));
    expect(patients(all.train)).toEqual(expect.arrayContaining(c!));
    for (const data of [one, two, three]) expect(data!.heldOut).toEqual(all.heldOut);
    // All images of the patients that are left.
    expect(two!.train).toHaveLength(4);
  });

  it('refuses more patients than the fold has', async () => {
    await expect(dealt({ patients: 5 })).rejects.toThrow('asks for 5 training patients, and the fold has 4');
    await expect(dealt({ patients: 5 })).rejects.toThrow(UserError);
  });

  it('refuses more folds than patients', async () =>
    expect(dealt({ folds: 9 })).rejects.toThrow('9 folds need at least 9 patients'));

  it('reads real images from the folder that is named for their set, and refuses where none is', async () => {
    const folder = join(root, 'somewhere');
    for (const kind of ['images', 'masks']) mkdirSync(join(folder, kind), { recursive: true });
    for (let n = 0; n < 4; n++) {
      const picture = sharp({
        create: { width: 20, height: 20, channels: 3, background: { r: 60 * n, g: 90, b: 20 } },
      });
      await picture.png().toFile(join(folder, 'images', `${n}.png`));
      const white = { create: { width: 8, height: 8, channels: 3 as const, background: 'white' } };
      await sharp({ create: { width: 20, height: 20, channels: 3, background: 'black' } })
        .composite([{ input: white, left: 3, top: 3 }])
        .png()
        .toFile(join(folder, 'masks', `${n}.png`));
    }
    const recipe = smallRecipe({
      data: { task: 'po18', multiClass: false, size: 16, set: 'po18_squares', slicesPerCase: 12, invert: false },
    });
    const { task, train } = await recipeData(recipe, { po18_squares: folder });
    expect([task.synthetic, task.samples.length, train.length]).toEqual([false, 4, 2]);
    await expect(recipeData(recipe, { other: folder })).rejects.toThrow("needs the images of 'po18_squares'");
    await expect(recipeData(recipe)).rejects.toThrow(UserError);
  });
});

describe('loadSource(data)', () => {
  it('gives the same images and hash for the same source, also after another was loaded', async () => {
    const { data } = smallRecipe();
    const first = await loadSource(data);
    const other = await loadSource({
      ...data,
      synthetic: { seed: 2, patients: 8, imagesPerPatient: 2 },
    } as typeof data);
    const again = await loadSource(data);
    expect(again.hash).toBe(first.hash);
    expect(again.task.samples).toEqual(first.task.samples);
    expect(other.hash).not.toBe(first.hash);
  });
});

describe('dataHash(samples)', () => {
  const make = () => discs(3).samples;
  const [first] = make() as [Sample];
  const hash = (change: (samples: Sample[]) => void = () => undefined) => {
    const samples = make();
    change(samples);
    return dataHash(samples);
  };

  it('is the same of the same images', () => expect(hash()).toBe(hash()));

  it.each([
    ['the last digit of one pixel', (s: Sample[]) => void (s[2]!.image[255] = s[2]!.image[255]! * (1 + 2e-7))],
    ['one label', (s: Sample[]) => void (s[1]!.mask[7] = 1 - s[1]!.mask[7]!)],
    ['the order of images', (s: Sample[]) => void s.reverse()],
    ['the name of a patient', (s: Sample[]) => void (s[0]!.patient = 'other')],
    ['the name of an image', (s: Sample[]) => void (s[0]!.id = 'other')],
    ['a missing image', (s: Sample[]) => void s.pop()],
    ['pixels that do not count', (s: Sample[]) => void (s[0]!.valid = new Uint8Array(first.mask.length))],
    ['height and width', (s: Sample[]) => s.forEach((one) => Object.assign(one, { height: 8, width: 32 }))],
  ])('changes with %s', (_, change) => expect(hash(change)).not.toBe(hash()));
});

describe("the authors' folds in a recipe", () => {
  it('hold out their cases, and leave those that they do not list on neither side', async () => {
    const folder = mkdtempSync(join(root, 'isles-'));
    for (const id of ['case_11', 'case_12', 'case_99']) putIslesCase(folder, id);
    const data = { task: 'is18', multiClass: false, size: 32, set: 'isles', slicesPerCase: 4, invert: false } as const;
    const by = 'authors' as const;
    const recipe = smallRecipe({ data, split: { folds: 5, fold: 0, seed: 1, by } });
    const { train, heldOut } = await recipeData(recipe, { isles: folder });
    expect([patients(heldOut), patients(train)]).toEqual([['case_11'], ['case_12']]);
  });

  it('are refused for synthetic images, for another number of folds, and for a task without', () => {
    const is18 = { ...smallRecipe().data, task: 'is18' } as Recipe['data'];
    const by = (folds: number, data = is18) => smallRecipe({ data, split: { folds, fold: 0, seed: 1, by: 'authors' } });
    expect(() => checkRecipe(by(5))).toThrow(/name real cases: give `data` a folder/);
    const real = { task: 'is18', multiClass: false, size: 32, set: 'isles', slicesPerCase: 4, invert: false } as const;
    expect(() => checkRecipe(by(4, real))).toThrow(/the authors have 5 folds of is18, got 4/);
    expect(() => checkRecipe(by(5, { ...real, task: 'po18' }))).toThrow(/published no folds for po18/);
    expect(() => checkRecipe(by(5, real))).not.toThrow();
  });
});
