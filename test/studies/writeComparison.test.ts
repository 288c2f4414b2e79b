import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compareArms, comparisonTable, writeComparison } from '../../src/studies/index.js';
import { image, madeRun } from '../runs/storedRun.js';

const root = mkdtempSync(join(tmpdir(), 'dice-workbook-comparison-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const arms = ['a', 'b'].map((id) => ({ id, title: `Arm ${id}` }));
const made = (data: string) => {
  const runs = arms.flatMap(({ id: arm }) =>
    [0, 1].map((fold) =>
      madeRun({ arm, split: { folds: 2, fold, seed: 1 } }, [image(`i${fold}`, `p${fold}`, [2, 1, fold])], { data }),
    ),
  );
  return { runs, comparison: compareArms(runs, arms, { resamples: 20 }) };
};
const contents = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

describe('writeComparison(trained, folder)', () => {
  it('never replaces another comparison: that one gets a name of its own, and the same one keeps its name', async () => {
    const folder = mkdtempSync(join(root, 'out-'));
    const first = await writeComparison(made('one'), folder);
    expect(first).toEqual(['json', 'svg'].map((type) => join(folder, `comparison-po18-synthetic.${type}`)));
    const before = contents(folder);
    const second = await writeComparison(made('two'), folder);
    expect(second[0]).toMatch(/comparison-po18-synthetic-[0-9a-f]{8}\.json$/);
    expect(contents(folder)).toMatchObject(before);
    expect(readdirSync(folder)).toHaveLength(4);
    const all = contents(folder);
    expect(await writeComparison(made('one'), folder)).toEqual(first);
    expect(await writeComparison(made('two'), folder)).toEqual(second);
    expect(contents(folder)).toEqual(all);
  });

  it.each(['json', 'svg'])('leaves a file of its user alone that has the name of its .%s', async (type) => {
    const folder = mkdtempSync(join(root, 'out-'));
    writeFileSync(join(folder, `comparison-po18-synthetic.${type}`), 'three years');
    const [table] = await writeComparison(made('one'), folder);
    expect(table).toMatch(/synthetic-[0-9a-f]{8}\.json$/);
    expect(contents(folder)[`comparison-po18-synthetic.${type}`]).toBe('three years');
  });

  it('lets several write at once, each its own files', async () => {
    const folder = mkdtempSync(join(root, 'out-'));
    const written = await Promise.all(
      ['one', 'two', 'three', 'one'].map((data) => writeComparison(made(data), folder)),
    );
    expect(new Set(written.map(([table]) => table)).size).toBe(3);
    for (const [k, data] of ['one', 'two', 'three', 'one'].entries())
      expect(JSON.parse(readFileSync(written[k]?.[0] ?? '', 'utf8')).runs[0].data).toBe(data);
    expect(readdirSync(folder)).toHaveLength(6);
  });
});

describe('comparisonTable(comparison)', () => {
  it('says that the patient is unseen only where patients are known', () => {
    const { comparison } = made('one');
    expect(comparisonTable(comparison)).toContain(
      '2 images of 2 patients, scored per image by a network that has not seen the patient',
    );
    expect(comparisonTable({ ...comparison, patientsFrom: 'names' })).toContain('2 patients (as their names tell)');
    const unknown = comparisonTable({ ...comparison, patientsFrom: 'unknown' });
    expect(unknown).not.toMatch(/2 patients|not seen the patient/);
    expect(unknown).toMatch(/2 images of unknown patients.*not seen the image.*Name them with `patients`/s);
    expect(unknown).toMatch(/\nConventions: .*0\/0/);
  });
});
