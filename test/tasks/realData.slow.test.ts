import { describe, expect, it } from 'vitest';
import { inspectTask, loadTask, type Inspection, type TaskId } from '../../src/tasks/index.js';
import { shared } from '../sharedData.js';

const inspected = new Map<string, Promise<Inspection>>();
/** Each set is read once. */
function inspect(id: TaskId, data: string): Promise<Inspection> {
  if (!inspected.has(data)) inspected.set(data, inspectTask(id, { data }));
  return inspected.get(data)!;
}

/**
 * Shares of foreground as measured independently (Python, nibabel, Pillow) when the sets were collected: at full size,
 * over slices or images with foreground.
 */
const SETS: [TaskId, string, { cases: number; patients: number; empties: number; foreground: number }][] = [
  // 0.0474 of the 192 mm cut-out; 0.045 · 240² / (192 · 192) of the cut-out would be 0.070 on the largest slices, 0.03
  // to 0.06 on evenly spaced ones.
  ['br18', 'br15', { cases: 6, patients: 6, empties: NaN, foreground: 0.047 }],
  ['is17', 'is17', { cases: 1, patients: 1, empties: NaN, foreground: 0.002 }],
  ['is18', 'is18_aisd', { cases: 24, patients: NaN, empties: 0, foreground: 0.032 }],
  ['is18', 'is18_ich', { cases: 36, patients: NaN, empties: 0, foreground: 0.0063 }],
  // 0.036 of the crop round the tooth.
  ['mo17', 'mo17', { cases: 82, patients: 82, empties: 12, foreground: 0.036 }],
  ['po18', 'po18', { cases: 68, patients: 68, empties: 8, foreground: 0.122 }],
];

describe.each(SETS)('%s on the real set %s', (id, name, expected) => {
  const folder = shared(`data/${name}`);

  it.skipIf(!folder)('finds every case, its empties and its share of foreground', async () => {
    const { cases, patients, problems, statistics } = await inspect(id, folder!);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(cases.length).toBe(expected.cases);
    if (!Number.isNaN(expected.patients)) expect(patients).toBe(expected.patients);
    if (!Number.isNaN(expected.empties))
      expect(cases.reduce((sum, { emptyImages }) => sum + emptyImages, 0)).toBe(expected.empties);
    // Within 12 %: masks are resized by nearest neighbour, and volumes are seen in 12 slices.
    expect(Math.abs(statistics!.foregroundMean / expected.foreground - 1)).toBeLessThan(0.12);
  });
});

describe('real sets given as other tasks', () => {
  const [polyps, teeth] = [shared('data/po18'), shared('data/mo17')];
  it.skipIf(!polyps)('colour photographs are refused where CT slices or radiographs are due', async () => {
    await expect(loadTask('mo17', { data: polyps! })).rejects.toThrow(/is a colour photograph.*po18/);
    await expect(loadTask('is18', { data: polyps! })).rejects.toThrow(/is a colour photograph/);
  });
  const slices = shared('data/is18_aisd');
  it.skipIf(!slices)('grey slices are refused where colour frames are due', async () => {
    await expect(loadTask('po18', { data: slices! })).rejects.toThrow(
      /is grey; HyperKvasir or Kvasir-SEG is in colour.*`task` is18/,
    );
  });
  it.skipIf(!teeth)('tooth masks given as polyps are told to be mo17', async () => {
    await expect(loadTask('po18', { data: teeth! })).rejects.toThrow(
      /looks like radiographs with tooth masks, 82 case\(s\): use `task` mo17/,
    );
  });
});

describe('sets of other tasks that lie in folders of the same names', () => {
  const [slices, frames] = [shared('data/is18_ich'), shared('data/wm17_msflair_jpg')];
  it.skipIf(!slices || !frames)('are refused as radiographs, file by file, not read with a warning each', async () => {
    await expect(loadTask('mo17', { data: slices! })).rejects.toThrow(/cannot be read|lie outside the part/);
  });
});

describe('a patient whose modalities lie on different grids', () => {
  const folder = shared('data/is17');
  it.skipIf(!folder)('is resampled through the affines, naming both grids', async () => {
    const { problems } = await inspect('is17', folder!);
    expect(problems.map(({ message }) => message).join()).toMatch(
      /flair \(512×512×29 voxels of 0\.449×0\.449×5 mm.*was resampled to the grid of dwi \(112×112×73 voxels of 2×2×2 mm/,
    );
  });
});
