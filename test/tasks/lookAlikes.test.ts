import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/random.js';
import { lookAlikes } from '../../src/tasks/lookAlikes.js';

const SIZE = 32;
const random = seededRandom(5);
/** Smooth stripes of a direction and phase of their own, on a bright frame that all images share. */
function image(id: string, [angle, phase]: [number, number], noise = 0) {
  const pixels = Float32Array.from({ length: SIZE * SIZE }, (_, i) => {
    const [y, x] = [Math.floor(i / SIZE), i % SIZE];
    const frame = y < 4 ? 3 : 0;
    return frame + Math.sin((x * Math.cos(angle) + y * Math.sin(angle)) / 4 + phase) + noise * random.normal();
  });
  return { id, image: pixels, height: SIZE, width: SIZE, channels: 1 };
}

describe('images that look alike', () => {
  const different = Array.from({ length: 12 }, (_, i) => image(`image${i}`, [i / 4, i]));

  it('are one group, also through a third', () => {
    const near = image('near', [0, 0.3], 0.2);
    const linked = image('linked', [0, 0.75], 0.2);
    const groups = lookAlikes([...different, linked, near]);
    expect(groups.slice(12)).toEqual(['image0', 'image0']);
    // Without the one between them they do not look alike enough.
    expect(lookAlikes([...different, linked]).at(-1)).toBe('linked');
  });

  it('are not told by the frame that all images share', () => {
    expect(lookAlikes(different)).toEqual(different.map(({ id }) => id));
  });

  it('are none in an empty set, nor among constant images', () => {
    expect(lookAlikes([])).toEqual([]);
    const flat = (id: string) => ({ id, image: new Float32Array(SIZE * SIZE), height: SIZE, width: SIZE, channels: 1 });
    expect(lookAlikes([flat('a'), flat('b')])).toEqual(['a', 'b']);
  });
});
