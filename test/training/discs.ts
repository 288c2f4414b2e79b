import { seededRandom } from '../../src/random.js';
import type { LoadedTask, Sample } from '../../src/tasks/index.js';

/**
 * Bright discs on noise (of three classes: with a brighter core), four images to a patient, made here so that these
 * tests do not depend on the phantoms.
 */
export function discs(images: number, size = 16, classes = 2): LoadedTask {
  const samples = Array.from({ length: images }, (_, n): Sample => {
    const random = seededRandom(3, n);
    const [row, column, radius] = [
      size * (0.3 + 0.4 * random.uniform()),
      size * (0.3 + 0.4 * random.uniform()),
      size * (0.15 + 0.1 * random.uniform()),
    ];
    const mask = Uint8Array.from({ length: size * size }, (_, i) => {
      const distance = Math.hypot(Math.floor(i / size) - row, (i % size) - column);
      return distance >= radius ? 0 : classes === 3 && distance < 0.7 * radius ? 2 : 1;
    });
    return {
      id: `disc-${n}`,
      patient: `patient-${n >> 2}`,
      height: size,
      width: size,
      channels: 1,
      image: Float32Array.from(mask, (label) => 2 * label + 0.5 * random.normal()),
      mask,
    };
  });
  return {
    task: 'po18',
    synthetic: true,
    classes: ['background', 'disc', 'core'].slice(0, classes),
    samples,
    provenance: 'discs made by the tests',
  };
}
