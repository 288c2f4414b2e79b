import type { ReadPair } from './readPair.js';
import type { Region } from './regionOption.js';

/** Two labels that stand for each other in a prediction. */
export interface SwappedLabels {
  case: string;
  method: string;
  labels: [number, number];
  /** Mean Dice of the two as they are, and if the prediction's were exchanged. */
  dice: number;
  exchanged: number;
}

/** A table of labels by labels grows by its square. */
const MOST_LABELS = 32;

/** Labels of which each stands where the reference has the other: a mistake of export that no mean shows. */
export function swappedLabels(
  { truth, guess }: ReadPair,
  regions: readonly Region[] | undefined,
): Omit<SwappedLabels, 'case' | 'method'>[] {
  const labels = (regions ?? []).flatMap(({ labels: own }) => (own === 'any' || own.length !== 1 ? [] : own));
  if (labels.length < 2 || labels.length > MOST_LABELS || truth.kind !== 'labels' || guess.kind !== 'labels') return [];
  const at = new Map(labels.map((label, k) => [label, k]));
  const n = labels.length;
  // both[a * n + b]: voxels of label a in the reference and b in the prediction.
  const [both, inTruth, inGuess] = [new Float64Array(n * n), new Float64Array(n), new Float64Array(n)];
  for (let v = 0; v < truth.values.length; v++) {
    const [reference, prediction] = [truth.values[v]!, guess.values[v]!];
    if (reference === 0 && prediction === 0) continue;
    const [a, b] = [at.get(Number(reference)), at.get(Number(prediction))];
    if (a !== undefined) inTruth[a]!++;
    if (b !== undefined) inGuess[b]!++;
    if (a !== undefined && b !== undefined) both[a * n + b]!++;
  }
  const dice = (a: number, b: number) => (2 * both[a * n + b]!) / (inTruth[a]! + inGuess[b]!);
  const found: Omit<SwappedLabels, 'case' | 'method'>[] = [];
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n; b++)
      if (dice(a, b) > dice(a, a) && dice(b, a) > dice(b, b))
        found.push({
          labels: [labels[a]!, labels[b]!],
          dice: (dice(a, a) + dice(b, b)) / 2,
          exchanged: (dice(a, b) + dice(b, a)) / 2,
        });
  return found;
}
