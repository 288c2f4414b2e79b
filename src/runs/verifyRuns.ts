import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAll } from './localPool.js';
import { canonicalJson } from './recipe.js';
import type { Folders } from './recipeData.js';
import { runStore } from './runStore.js';
import type { StoredRun } from './storedRun.js';
import { meanDice } from './tryNetwork.js';

/**
 * How far the mean Dice of one run may lie from what another engine gave: sums are rounded in another order there, and a
 * training carries the difference along. Measured on WASM beside native, trainings of 100 updates with cross-entropy and soft
 * Dice on one fold of every task: .068 on is18 and .066 on is17, of few and doubtful units, at most .007 on the others.
 */
export const OTHER_ENGINE_DICE = 0.1;

/** What a stored run gives when it is trained again on this machine. */
export interface VerifiedRun {
  stored: StoredRun;
  again: StoredRun;
  /** Bit for bit: counts of every image, history, thresholds, calibration. */
  equal: boolean;
  /** Equal, or on another engine within `OTHER_ENGINE_DICE`. */
  pass: boolean;
  /** Within `OTHER_ENGINE_DICE` on whatever engine: all that is to be had on another kind of processor, which may round otherwise. */
  near: boolean;
  /** In a sentence. */
  text: string;
}

/**
 * Trains stored runs again, several at once, and compares what comes out with what is stored: bit for bit where the engine
 * is the same, else by the mean Dice of units.
 *
 * @param folders - of real images, by the name of the set
 */
export async function verifyRuns(stored: readonly StoredRun[], folders: Folders = {}): Promise<VerifiedRun[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-verify-'));
  try {
    const trained = await runAll(
      stored.map(({ recipe }) => recipe),
      { store: runStore(folder), folders },
    );
    return stored.map((run, i) => compareRuns(run, trained[i]!));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a second training of a stored run says of it. */
export function compareRuns(stored: StoredRun, again: StoredRun): VerifiedRun {
  const found = (equal: boolean, pass: boolean, near: boolean, text: string) => ({
    stored,
    again,
    equal,
    pass,
    near,
    text,
  });
  if (stored.data !== again.data)
    return found(
      false,
      false,
      false,
      `its images differ: they hash to ${again.data}, those of the stored run to ${stored.data}`,
    );
  if (canonicalJson(resultOf(stored)) === canonicalJson(resultOf(again)))
    return found(true, true, true, `equal, bit for bit, on ${again.engine}`);
  const [before, now] = [stored, again].map(({ images, unit }) => meanDice(images, unit)) as [number, number];
  const near = stored.collapsed.length === again.collapsed.length && Math.abs(now - before) <= OTHER_ENGINE_DICE;
  const numbers = `mean Dice ${now.toFixed(4)} on ${again.engine}, stored ${before.toFixed(4)} on ${stored.engine}`;
  if (stored.engine === again.engine)
    return found(false, false, near, `it differs on the same engine (another kind of processor?): ${numbers}`);
  return found(
    false,
    near,
    near,
    `${numbers}: ${near ? 'within' : 'NOT within'} the ${OTHER_ENGINE_DICE} allowed between engines`,
  );
}

/** A run without its provenance. */
function resultOf({ key, recipe, data, code, version, engine, ...result }: StoredRun): object {
  return result;
}
