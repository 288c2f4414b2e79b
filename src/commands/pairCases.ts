import { patientsOfNames, patientsOfRule, type TaskId } from '../tasks/index.js';
import { UserError } from '../userError.js';
import { pairFolders, pairTask, type MaskPair, type Method, type PairedCases } from './maskPairs.js';
import { pairTable } from './pairTable.js';

export interface PairOptions {
  /** The reference folder is a data set in a layout of this task. */
  task?: TaskId | undefined;
  /** What names a case in the names of files: the pattern's first group. */
  names?: RegExp | undefined;
  /** A table of files in place of their names: see `pairTable`. */
  pairs?: string | undefined;
  /** Who the patients are, as `patientsOfRule` takes it; default: the table, the task, or the cases' names. */
  patients?: string | undefined;
  /** A folder of what the masks were drawn on, named as the references are. */
  images?: string | undefined;
}

/** The cases that folders of masks hold, each with its reference and a prediction of every method. */
export async function pairCases(
  reference: string | undefined,
  methods: readonly Method[],
  options: PairOptions,
): Promise<PairedCases> {
  const { task, names, pairs: table, patients, images } = options;
  if (table !== undefined) {
    if (task !== undefined || names !== undefined)
      throw new UserError('--pairs tells which files belong together: leave --task and --names out.');
    return withPatients(pairTable(table, reference, methods), patients);
  }
  if (reference === undefined || methods.length === 0)
    throw new UserError(
      'evaluate needs --reference <folder> and --prediction <folder>, both holding masks; or --pairs <file>, which names them.',
    );
  if (task !== undefined) return { methods: [...methods], ...(await pairTask(task, reference, methods, options)) };
  const paired = await Promise.all(methods.map(({ folder }) => pairFolders(reference, folder, names)));
  const drawnOn =
    images === undefined
      ? undefined
      : new Map((await pairFolders(reference, images, names)).map(({ name, prediction }) => [name, prediction]));
  const predictions = paired.map((own) => new Map(own.map(({ name, prediction }) => [name, prediction])));
  const pairs = paired[0]!.map(({ name, reference: path }): MaskPair => {
    const image = drawnOn?.get(name);
    return {
      name,
      reference: path,
      predictions: predictions.map((own) => own.get(name)!),
      ...(image !== undefined && { image }),
    };
  });
  return withPatients({ methods: [...methods], pairs, patientsFrom: 'unknown' }, patients);
}

function withPatients(found: PairedCases, rule: string | undefined): PairedCases {
  if (rule === undefined && found.patientsFrom !== 'unknown') return found;
  const names = found.pairs.map(({ name }) => name);
  const { from, of } = rule === undefined ? patientsOfNames(names) : patientsOfRule(rule, names);
  return { ...found, patientsFrom: from, pairs: found.pairs.map((pair, k) => ({ ...pair, patient: of[k]! })) };
}
