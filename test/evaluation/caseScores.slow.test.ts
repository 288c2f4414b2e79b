import { expect, it } from 'vitest';
import { caseScores, connectedComponents } from '../../src/evaluation/index.js';
import { readNifti } from '../../src/tasks/readers/readNifti.js';
import { shared } from '../sharedData.js';

// scipy 1.17.1, numpy 2.4.6 on label 1 of the case's OTMultiClass.nii.gz against itself moved by two voxels along the
// first axis: d = distances between the edges a ^ binary_erosion(a); np.percentile(d, 95), d.mean(), (d <= 1).mean();
// label(a, np.ones((3, 3, 3)))
const CASES = [
  {
    id: 'brats_2013_pat0001_1',
    dice: 0.8455500360244208,
    hausdorff95Mm: 2,
    averageSymmetricSurfaceDistanceMm: 0.968618303622583,
    normalizedSurfaceDice: 0.6416997859981657,
    components: 31,
  },
  {
    id: 'brats_2013_pat0002_1',
    dice: 0.2147239263803681,
    hausdorff95Mm: 2,
    averageSymmetricSurfaceDistanceMm: 1.1007081551849722,
    normalizedSurfaceDice: 0.578125,
    components: 10,
  },
];

for (const { id, components, ...expected } of CASES) {
  const path = shared(`data/br15/${id}/OTMultiClass.nii.gz`);
  it.skipIf(!path)(`caseScores agree with SciPy on a real tumour of 240 x 240 x 155 voxels (${id})`, async () => {
    const { data, size } = await readNifti(path!);
    const reference = new Uint8Array(data.length);
    for (let i = 0; i < data.length; i++) reference[i] = Number(Math.round(data[i]!) === 1);
    const prediction = new Uint8Array(reference.length);
    prediction.set(reference.subarray(0, -2), 2);
    const shape = [...size].reverse();
    const scores = caseScores(reference, prediction, { shape, spacingMm: [1, 1, 1] });
    for (const [name, value] of Object.entries(expected))
      expect(scores[name as keyof typeof scores], name).toBeCloseTo(value, 11);
    expect(connectedComponents(reference, { shape }).sizes).toHaveLength(components);
  });
}
