import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inspectTask, openTask } from '../../../src/tasks/index.js';
import { put, putImage, temporaryFolder } from '../fixtures.js';
import { pngBytes } from '../imageBytes.js';

/** A folder of radiographs whose masks are named as `masks` are; the files are never read. */
function radiographs(names: readonly string[], ending: string): string {
  const folder = temporaryFolder();
  for (const name of names) {
    put(join(folder, 'images', `${name}.jpg`), Buffer.from('not read'));
    put(join(folder, 'masks', `${name}${ending}`), Buffer.from('not read'));
  }
  return folder;
}

it.each([
  ['the publisher, who names masks x_38.ome.tiff', ['cate1-00002', 'cate1-00014'], '_38.ome.tiff', 'publisher'],
  ['nobody, where masks have no such names', ['1', '2', '3'], '.png', 'unknown'],
  ['names that carry a patient', ['patient01_slice001', 'patient01_slice002', 'patient02_slice001'], '.png', 'names'],
  ['names before the publisher', ['sub-1_a', 'sub-1_b', 'sub-2_a'], '_38.ome.tiff', 'names'],
])('patients of radiographs are known from %s', async (_, names, ending, from) => {
  const { patientsFrom, cases } = await openTask('mo17', radiographs(names, ending));
  expect(patientsFrom).toBe(from);
  expect(new Set(cases.map(({ patient }) => patient)).size).toBe(from === 'names' ? 2 : names.length);
});

it('colours of masks that nobody has explained are told as colours, with the map that explains them', async () => {
  const folder = temporaryFolder();
  await putImage(join(folder, 'images', 'a.png'), 16, 16, (x, y) => [90 + 5 * x, 60 + 3 * y, 40]);
  const colours = Array.from({ length: 256 }, (_, p) => (p < 32 ? [255, 0, 0] : p < 64 ? [0, 255, 0] : [0, 0, 0]));
  put(join(folder, 'masks', 'a.png'), pngBytes({ width: 16, height: 16, type: 2, values: colours.flat() }));
  const [problem] = (await inspectTask('po18', { data: folder })).problems;
  expect(problem).toMatchObject({ severity: 'unexplained' });
  expect(problem!.message).toMatch(/hold the colours #00ff00, #ff0000 .*`colours` '#00ff00=1,#ff0000=2'/);
});
