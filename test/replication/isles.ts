import { join } from 'node:path';
import { putNifti } from '../tasks/fixtures.js';

/** 64×64×8 voxels of 3×3×5 mm: 96×96×20 of 2 mm. */
const SIZE = [64, 64, 8];
const SFORM = [
  [-3, 0, 0, 96],
  [0, -3, 0, 96],
  [0, 0, 5, 0],
];
/** CT, Tmax, MTT, CBF and CBV of air, brain and lesion. */
const LEVELS = { air: [-1000, 0, 0, 0, 0], brain: [35, 2, 5, 250, 30], lesion: [28, 14, 12, 60, 12] };
export const ROLES = ['CT', 'CT_Tmax', 'CT_MTT', 'CT_CBF', 'CT_CBV'];

/** Uniform on [0, 1), of a whole number. */
const noise = (i: number) => (Math.imul(i + 1, 2654435761) >>> 0) / 2 ** 32;

/**
 * Writes a case in the layout of ISLES 2018: an ellipsoid of brain with a ball of lesion, of `radius` voxels in the
 * plane; 0 writes none.
 */
export function putIslesCase(folder: string, id: string, { radius = 9, roles = ROLES } = {}): void {
  const [nx, ny, nz] = SIZE as [number, number, number];
  const kind = (v: number): keyof typeof LEVELS => {
    const [x, y, z] = [v % nx, Math.floor(v / nx) % ny, Math.floor(v / (nx * ny))];
    if ((x - 31.5) ** 2 / 26 ** 2 + (y - 31.5) ** 2 / 30 ** 2 > 1) return 'air';
    return (x - 40) ** 2 + (y - 30) ** 2 + ((z - 3.5) * 1.7) ** 2 < radius ** 2 ? 'lesion' : 'brain';
  };
  const kinds = Array.from({ length: nx * ny * nz }, (_, v) => kind(v));
  const put = (role: string, values: number[], datatype: number) => {
    const name = `SMIR.Brain.XX.O.${role}.${1000 + role.length}`;
    putNifti(join(folder, id, name, `${name}.nii`), { size: SIZE, sform: SFORM, values, datatype });
  };
  for (const role of roles) {
    const c = ROLES.indexOf(role);
    put(
      role,
      kinds.map((one, v) => LEVELS[one][c]! * (one === 'air' ? 1 : 0.75 + 0.5 * noise(5 * v + c))),
      16,
    );
  }
  put(
    'OT',
    kinds.map((one) => Number(one === 'lesion')),
    2,
  );
}
