import { readFileSync } from 'node:fs';

/** What the pilot study chose, by loss; its numbers stand beside it in the same file. */
const CHOSEN = new URL('../../data/learning-rates.json', import.meta.url);

/** Of losses that no pilot tried. */
const DEFAULT_RATE = 1e-3;

let chosen: Record<string, number> | undefined;

/**
 * The learning rate that the pilot study chose for a loss: every loss of the comparison had the same tries, on patients and
 * seeds of which no reported run uses any. Parameters of a loss share the choice of the loss; one that was not tried has
 * 1e-3.
 *
 * @param loss - a spec: `softTversky:0.3,0.7`
 */
export function learningRateOf(loss: string): number {
  chosen ??= (JSON.parse(readFileSync(CHOSEN, 'utf8')) as { chosen: Record<string, number> }).chosen;
  return chosen[loss] ?? chosen[loss.split(':')[0]!] ?? DEFAULT_RATE;
}
