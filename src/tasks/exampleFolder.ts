import { join } from 'node:path';
import sharp from 'sharp';
import { makeFolder } from '../writeWhole.js';
import { loadTask } from './loadTask.js';

/** Grey value of a normalised intensity of 0, and of one standard deviation. */
const [MIDDLE, DEVIATION] = [110, 45];

/**
 * Writes twelve synthetic polyp frames of 64×64 with their masks into `folder`, as `images/<name>.png` and
 * `masks/<name>.png`: a folder to try with what a folder of one's own is used with.
 *
 * @returns `folder`
 */
export async function exampleFolder(folder: string): Promise<string> {
  const { samples } = await loadTask('po18', { size: 64, seed: 1, patients: 12, imagesPerPatient: 1, labelDraws: 0 });
  for (const kind of ['images', 'masks']) makeFolder(join(folder, kind));
  for (const [n, { width, height, image, mask }] of samples.entries()) {
    const name = `frame-${String(n + 1).padStart(2, '0')}.png`;
    // Stored whole numbers of 0 to 255; a clamped array rounds and cuts off.
    await sharp(
      Uint8ClampedArray.from(image, (value) => MIDDLE + DEVIATION * value),
      { raw: { width, height, channels: 3 } },
    )
      .png()
      .toFile(join(folder, 'images', name));
    await sharp(
      mask.map((label) => 255 * label),
      { raw: { width, height, channels: 1 } },
    )
      .png()
      .toFile(join(folder, 'masks', name));
  }
  return folder;
}
