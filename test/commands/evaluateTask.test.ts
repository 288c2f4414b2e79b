import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { scoreFolders } from '../../src/commands/scoreFolders.js';
import { put, putImage, temporaryFolder } from '../tasks/fixtures.js';
import { numberBytes, pngBytes, tiffBytes } from '../tasks/imageBytes.js';

vi.spyOn(process.stderr, 'write').mockImplementation(() => true);

it('scores radiographs whose masks are numbered arbitrarily, and some of which lack the tooth', async () => {
  const [data, prediction] = [temporaryFolder(), temporaryFolder()];
  const tooth = (label: number) =>
    tiffBytes([
      {
        ...{
          width: 8,
          height: 8,
          blocks: [
            numberBytes(
              Array.from({ length: 64 }, (_, p) => (p < 16 ? label : 0)),
              4,
            ),
          ],
        },
        tags: [[258, 3, [32]]],
      },
    ]);
  for (const [name, label] of [
    ['a', 7],
    ['b', 19],
  ] as const) {
    await putImage(join(data, 'images', `${name}.jpg`), 8, 8, () => 100);
    put(join(data, 'masks', `${name}_38.ome.tiff`), tooth(label));
  }
  await putImage(join(data, 'images_without_tooth38', 'z.jpg'), 8, 8, () => 100);
  for (const name of ['a', 'b', 'z'])
    await putImage(join(prediction, `${name}.png`), 8, 8, (_, y) => (y < 2 && name !== 'z' ? 255 : 0));
  const { rows } = await scoreFolders(data, prediction, { task: 'mo17' });
  expect(rows.map((row) => [row.case, row.dice])).toEqual([
    ['a', 1],
    ['b', 1],
    ['z', 1],
  ]);
});

it('all labels of masks in colour are asked for by a map of colours, for their numbers would mean nothing', async () => {
  const [reference, prediction] = [temporaryFolder(), temporaryFolder()];
  const drawn = pngBytes({ width: 2, height: 1, type: 2, values: [255, 0, 0, 0, 255, 0] });
  for (const folder of [reference, prediction]) put(join(folder, 'a.png'), drawn);
  await expect(scoreFolders(reference, prediction, { regions: 'all' })).rejects.toThrow(
    /the colours #00ff00, #ff0000 .*#00ff00=1,#ff0000=2/,
  );
});

it('pairs case folders that hold gt and seg, and leaves two masks of one folder to --names', async () => {
  const [reference, prediction] = [temporaryFolder(), temporaryFolder()];
  for (const name of ['case1', 'case2']) {
    await putImage(join(reference, name, 'gt.png'), 4, 4, (x) => (x > 1 ? 255 : 0));
    await putImage(join(prediction, name, 'seg.png'), 4, 4, (x) => (x > 1 ? 255 : 0));
  }
  expect((await scoreFolders(reference, prediction)).rows.map(({ dice }) => dice)).toEqual([1, 1]);
  await putImage(join(prediction, 'case1', 'mask.png'), 4, 4, () => 0);
  await expect(scoreFolders(reference, prediction)).rejects.toThrow(/case1\/gt\.png lacks a prediction.*--names/);
});
