import { canonicalText } from './canonicalText.js';
import type { StoredRun } from './storedRun.js';

/** One run as a line of a results file, and as the store keeps it: the same run, the same bytes. */
export function resultLine(run: StoredRun): string {
  return canonicalText(run);
}
