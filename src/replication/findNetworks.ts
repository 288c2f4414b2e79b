import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UserError } from '../userError.js';

/** The ways in which the authors trained, in the order of their comparison: the second continued from the first. */
export const REGIMES = ['CE', 'SD', 'CE-CE', 'CE-SD'] as const;
export type Regime = (typeof REGIMES)[number];

/** Which of the two networks that they kept of a training: the last, or the best by its own criterion. */
export type Kept = 'final' | 'best';

/** One of the authors' networks. */
export interface FoundNetwork {
  regime: Regime;
  /** The fold that it had not seen, from 0. */
  fold: number;
  path: string;
}

const NAMES: Record<Kept, RegExp> = {
  final: /(?:^|\/)Final\/(?<regime>[^/]+)\/Round_\d+_Fold_(?<fold>\d+)\.hdf5$/,
  best: /(?:^|\/)Checkpoints\/(?<regime>[^/]+)\/model_\w+_fold_(?<fold>\d+)\.hdf5$/,
};
const SHAPE: Record<Kept, string> = {
  final: 'ISLES_2018/Models/Final/<CE, SD, CE-CE or CE-SD>/Round_0_Fold_<n>.hdf5',
  best: 'ISLES_2018/Models/Checkpoints/<CE, SD, CE-CE or CE-SD>/model_…_fold_<n>.hdf5',
};

const GET = "Get the authors' repository: git clone https://github.com/JeroenBertels/optimizingdice.";

/**
 * The authors' networks in a folder, their whole repository or a part of it, by the names that they have there.
 *
 * @param folds - how many there are; a network of another is refused
 * @returns in the order of `REGIMES`, then of folds
 * @throws UserError where there is none, two are of one regime and fold, or there are more networks than folds
 */
export function findNetworks(folder: string, kept: Kept, folds: number): FoundNetwork[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`the folder of networks ${folder} does not exist. ${GET}`);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const found: FoundNetwork[] = [];
  for (const file of files) {
    // With what stands above the folder: it may be the part that names the regime.
    const { regime, fold } = NAMES[kept].exec(resolve(folder, file).replaceAll('\\', '/'))?.groups ?? {};
    const known = REGIMES.find((one) => one === regime);
    if (!known || fold === undefined) continue;
    const network = { regime: known, fold: Number(fold), path: join(folder, file) };
    const twin = found.find((one) => one.regime === network.regime && one.fold === network.fold);
    if (twin)
      throw new UserError(
        `${twin.path} and ${network.path} are both the network of ${known} and fold ${fold}. Name the folder of one of them.`,
      );
    if (network.fold >= folds)
      throw new UserError(
        `${network.path} is of fold ${fold}, and the authors' list has ${folds} folds, 0 to ${folds - 1}: which cases it has seen is not known. Take it away.`,
      );
    found.push(network);
  }
  if (found.length === 0)
    throw new UserError(`${folder} holds none of the authors' networks: expected ${SHAPE[kept]}. ${GET}`);
  return found.sort((a, b) => REGIMES.indexOf(a.regime) - REGIMES.indexOf(b.regime) || a.fold - b.fold);
}
