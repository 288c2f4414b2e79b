import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { command } from '../../src/commands/inspect.js';
import { putImage, temporaryFolder } from '../tasks/fixtures.js';

async function run(values: Record<string, string | boolean>): Promise<{ code: number; text: string }> {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    const code = await command.run(values, []);
    return { code: code ?? 0, text: written.mock.calls.map(([line]) => String(line)).join('') };
  } finally {
    written.mockRestore();
  }
}

it('inspect without --data tells of the synthetic stand-in, and calls it so', async () => {
  const { code, text } = await run({ task: 'mo17', size: '32' });
  expect(code).toBe(0);
  expect(text).toMatch(/^mo17: synthetic stand-in for mo17, 200 patients/);
  expect(text).toContain('400 cases of 200 patients, 400 images');
  expect(text).toContain('no problems found');
});

it('inspect --data tells cases and problems, and ends with 2 where the folder cannot be used', async () => {
  const folder = temporaryFolder();
  for (const name of ['a', 'b'])
    await putImage(join(folder, 'images', `${name}.png`), 20, 20, (x) => [200, 90, 60 + x]);
  await putImage(join(folder, 'masks', 'a.png'), 20, 20, (x, y) => (x < 5 && y < 8 ? 255 : 0));
  const { code, text } = await run({ task: 'po18', data: folder });
  expect(code).toBe(2);
  expect(text).toMatch(/po18: real data, .*layout HyperKvasir or Kvasir-SEG/);
  expect(text).toMatch(/1 cases whose patients are not known \(--patients names them.*\), 1 images/);
  expect(text).toContain('error: images/b.png has no mask');
  const { text: json } = await run({ task: 'po18', data: folder, json: true });
  expect(JSON.parse(json)).toMatchObject({
    task: 'po18',
    synthetic: false,
    patients: 1,
    cases: [{ id: 'a', grid: '20×20', emptyImages: 0 }],
  });
});

it('inspect tells native numbers, and whose the images are', async () => {
  const folder = temporaryFolder();
  for (const name of ['pat1_s1', 'pat1_s2', 'pat2_s1']) {
    await putImage(join(folder, 'images', `${name}.png`), 100, 80, (x) => [200, 90, 60 + x]);
    // Two parts of one pixel, which resizing loses or spreads.
    await putImage(join(folder, 'masks', `${name}.png`), 100, 80, (x, y) =>
      y === 3 && (x === 9 || x === 55) ? 255 : 0,
    );
  }
  const { code, text } = await run({ task: 'po18', data: folder, size: '16' });
  expect(text).toContain(
    '3 cases of likely 2 patients, by their names (--patients names them otherwise), 3 images, 0.00 %',
  );
  expect(text).toMatch(/foreground of an image where there is any: mean 0\.03 %, .*parts: mean 2\.0, most 2/);
  expect(text).toContain('error: ');
  expect(code).toBe(2);
  expect((await run({ task: 'po18', data: folder, size: '100', patients: '^(.*)$' })).text).toContain(
    '3 cases of 3 patients, as you name them',
  );
});

it('inspect ends with 1 while labels are not explained, with 0 once they are', async () => {
  const folder = temporaryFolder();
  await putImage(join(folder, 'images', 'a.png'), 64, 64, (x) => 60 + x);
  await putImage(join(folder, 'masks', 'a.png'), 64, 64, (x, y) => (x < 50 && y < 20 ? 1 + Math.floor(x / 10) : 0));
  const { code, text } = await run({ task: 'is18', data: folder });
  expect(code).toBe(1);
  expect(text).toMatch(/unexplained: .*the masks hold the labels 1, 2, 3, 4, 5 .*--labels any/);
  const told = await run({ task: 'is18', data: folder, labels: '2,3', size: '64' });
  expect(told.code).toBe(0);
  // 400 of 4096 pixels.
  expect(told.text).toContain('mean 9.8 %');
  await expect(run({ task: 'is18', data: folder, labels: '2,x' })).rejects.toThrow(/'x' names no label/);
});

it('inspect refuses an unknown task', async () => {
  await expect(run({ task: 'xy18' })).rejects.toThrow(/unknown task 'xy18'/);
});
