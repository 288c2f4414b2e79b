import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findNetworks, refuseTooLittleMemory, replicate } from '../../src/replication/index.js';
import { put, temporaryFolder } from '../tasks/fixtures.js';
import { putIslesCase, ROLES } from './isles.js';

const final = (regime: string, fold: number) => `ISLES_2018/Models/Final/${regime}/Round_0_Fold_${fold}.hdf5`;

function networksOf(...paths: string[]): string {
  const folder = temporaryFolder();
  for (const path of paths) put(join(folder, path), Uint8Array.of(0));
  return folder;
}

describe('findNetworks', () => {
  const best = 'ISLES_2018/Models/Checkpoints/SD/model_full_val_binary_dice_mean_fold_2.hdf5';
  const folder = networksOf(final('SD', 1), final('CE', 1), final('CE', 0), final('other', 0), best, 'README.md');

  it('finds the last networks, or the best, of the four regimes', () => {
    const names = (kept: 'final' | 'best') =>
      findNetworks(folder, kept, 5).map(({ regime, fold }) => `${regime} ${fold}`);
    expect(names('final')).toEqual(['CE 0', 'CE 1', 'SD 1']);
    expect(names('best')).toEqual(['SD 2']);
    const part = findNetworks(join(folder, 'ISLES_2018/Models/Final/CE'), 'final', 5);
    expect(part.map(({ regime, fold }) => `${regime} ${fold}`)).toEqual(['CE 0', 'CE 1']);
  });

  it('refuses a folder without any, two of one kind, and more networks than folds', () => {
    expect(() => findNetworks(networksOf('README.md'), 'final', 5)).toThrow(/holds none .* git clone/);
    expect(() => findNetworks(join(folder, 'nowhere'), 'final', 5)).toThrow(/does not exist/);
    expect(() => findNetworks(networksOf(final('CE', 0), `copy/${final('CE', 0)}`), 'final', 5)).toThrow(
      /are both the network of CE and fold 0/,
    );
    expect(() => findNetworks(networksOf(final('CE', 5)), 'final', 5)).toThrow(
      /is of fold 5, and the authors' list has 5 folds, 0 to 4/,
    );
  });
});

describe('replicate refuses', () => {
  const quiet = { showProgress: false };

  it('regimes that share no fold', async () => {
    const networks = networksOf(final('CE', 0), final('SD', 1));
    await expect(replicate({ data: temporaryFolder(), networks, ...quiet })).rejects.toThrow(
      /no fold has a network of every regime found \(CE, SD\)/,
    );
  });

  it('a case without one modality, by its name', async () => {
    const data = temporaryFolder();
    putIslesCase(data, 'case_3', { roles: ROLES.filter((role) => role !== 'CT_MTT') });
    putIslesCase(data, 'case_4');
    await expect(replicate({ data, networks: networksOf(final('CE', 0)), ...quiet })).rejects.toThrow(
      /case_3.*lacks MTT/,
    );
  });

  it('cases that every network has seen, and damaged weights before any case is read', async () => {
    const data = temporaryFolder();
    putIslesCase(data, 'case_3');
    await expect(replicate({ data, networks: networksOf(final('CE', 1)), ...quiet })).rejects.toThrow(
      /no case of .* is of fold 1, of which there are networks/,
    );
    await expect(replicate({ data, networks: networksOf(final('CE', 0)), ...quiet })).rejects.toThrow(/no HDF5 file/);
  });

  it('too little memory', () => {
    expect(() => refuseTooLittleMemory('native', 2 ** 30)).toThrow(
      /takes 2\.4 GB of memory on the native engine; 1\.0 GB are free/,
    );
    expect(() => refuseTooLittleMemory('native', 6 * 2 ** 30)).not.toThrow();
  });
});
