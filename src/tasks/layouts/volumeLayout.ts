import { join } from 'node:path';
import { naturalOrder } from '../readers/listFiles.js';
import type { Case, FoundCases, Layout, VolumeLayout } from './case.js';
import { readVolumeCase } from './readVolumeCase.js';
import { readWholeCase } from './readWholeCase.js';

/** A layout of NIfTI volumes: each case's files are told by one pattern of their paths. */
export function volumeLayout(layout: VolumeLayout): Layout {
  const { name, shape } = layout;
  return { name, shape, find: (folder, files, needsMask) => findVolumes(layout, folder, files, needsMask) };
}

function findVolumes(
  layout: VolumeLayout,
  folder: string,
  files: readonly string[],
  needsMask: boolean,
): FoundCases | undefined {
  const roles = new Map<string, { patient: string; paths: Record<string, string> }>();
  const found: FoundCases = { layout: layout.name, cases: [], problems: [], patientsFrom: 'publisher' };
  const known = [...layout.inputs, ...(layout.body ? [layout.body.role] : []), layout.mask];
  for (const file of files) {
    const groups = layout.pattern.exec(file.replace(/\.nii(\.gz)?$/i, (ending) => ending.toLowerCase()))?.groups;
    if (!groups) continue;
    const { case: id = '', patient = id } = groups;
    // ISLES 2022 writes FLAIR beside dwi, and people rename files.
    const role = known.find((one) => one.toLowerCase() === groups.role!.toLowerCase()) ?? groups.role!;
    const entry = roles.get(id) ?? { patient, paths: {} };
    roles.set(id, entry);
    if (entry.paths[role] !== undefined) {
      found.problems.push({
        file,
        severity: 'error',
        message: `is a second ${role} of case ${id} beside ${entry.paths[role]}. Keep one of them.`,
      });
    } else entry.paths[role] = file;
  }
  if (roles.size === 0) return undefined;
  const needed = known.filter((role) => needsMask || role !== layout.mask);
  for (const [id, { patient, paths }] of [...roles].sort(([a], [b]) => naturalOrder(a, b))) {
    const missing = [...new Set(needed)].filter((role) => paths[role] === undefined);
    if (missing.length > 0) {
      const what =
        missing.length === 1 && missing[0] === layout.mask
          ? `has no mask (${layout.mask})`
          : `lacks ${missing.join(', ')}`;
      found.problems.push({
        file: id,
        severity: 'error',
        message: `${what}: expected ${layout.shape}. Add it, or take the case away.`,
      });
    } else
      found.cases.push(
        volumeCase(
          layout,
          id,
          patient,
          Object.fromEntries(Object.entries(paths).map(([role, path]) => [role, join(folder, path)])),
        ),
      );
  }
  return found;
}

function volumeCase(layout: VolumeLayout, id: string, patient: string, paths: Record<string, string>): Case {
  // Folders become part of a file's name when masks are written.
  const named = { id: id.replaceAll('/', '_'), patient: patient.replaceAll('/', '_'), paths };
  return {
    id: named.id,
    patient: named.patient,
    volume: true,
    files: Object.values(paths),
    ...(paths[layout.mask] !== undefined && { mask: { path: paths[layout.mask]!, ...meaningOf(layout) } }),
    read: (options) => readVolumeCase(layout, named, options),
    ...(layout.normalise && { readWhole: (options) => readWholeCase(layout, named, options) }),
  };
}

/** What the labels of the layout's masks mean. */
function meaningOf({ target }: VolumeLayout): Pick<NonNullable<Case['mask']>, 'target' | 'ignored'> {
  const labels = Object.entries(target).map(([label, meaning]) => [Number(label), meaning] as const);
  return {
    target: new Map(labels.map(([label, meaning]) => [label, Number(meaning === 1)])),
    ignored: labels.flatMap(([label, meaning]) => (meaning === 'ignore' ? [label] : [])),
  };
}
