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
  expect(text).toMatch(/^mo17: synthetic stand-in for mo17, 40 patients/);
  expect(text).toContain('80 cases of 40 patients, 80 images');
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
  expect(text).toContain('1 cases of 1 patients, 1 images');
  expect(text).toContain('error: images/b.png has no mask');
  const { text: json } = await run({ task: 'po18', data: folder, json: true });
  expect(JSON.parse(json)).toMatchObject({
    task: 'po18',
    synthetic: false,
    patients: 1,
    cases: [{ id: 'a', grid: '20×20', emptyImages: 0 }],
  });
});

it('inspect refuses an unknown task', async () => {
  await expect(run({ task: 'xy18' })).rejects.toThrow(/unknown task 'xy18'/);
});
