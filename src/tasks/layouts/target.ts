import { UserError } from '../../userError.js';
import type { Volume } from '../readers/volume.js';
import type { ReadOptions, VolumeLayout } from './case.js';

/** Stored labels may miss whole numbers by the rounding of a scaled integer file (0.99999997), not by more. */
const LABEL_TOLERANCE = 1e-3;
/** Share of the target outside the body above which it is worth a note. */
const OUTSIDE_SHARE = 0.02;

/**
 * The mask volume's values as target classes, and where they count: inside the body, and not where the publisher says
 * to ignore them.
 */
export function targetOf(
  layout: VolumeLayout,
  mask: Volume,
  body: Uint8Array,
  options: ReadOptions,
  notes: string[],
): { target: Uint8Array; valid: Uint8Array } {
  const target = new Uint8Array(mask.data.length);
  const valid = body.slice();
  let [marked, outside] = [0, 0];
  for (let v = 0; v < target.length; v++) {
    const stored = mask.data[v]!;
    const label = Math.round(stored);
    const meaning = layout.target[label];
    if (meaning === undefined || !(Math.abs(stored - label) <= LABEL_TOLERANCE)) {
      throw new UserError(
        `${mask.path} holds the mask value ${stored}; ${layout.name} knows ${Object.keys(layout.target).join(', ')}. Is it a probability map, or the mask of another data set?`,
      );
    }
    if (meaning === 'ignore') valid[v] = 0;
    else
      target[v] =
        options.multiClass && layout.classOf ? layout.classOf[label]! : Number((meaning === 1) !== options.invert);
    if (meaning === 1) {
      marked++;
      outside += 1 - body[v]!;
    }
  }
  if (outside > OUTSIDE_SHARE * marked)
    notes.push(
      `${Math.round((100 * outside) / marked)} % of the marked voxels of ${mask.path} lie outside the body, where they do not count`,
    );
  return { target, valid };
}
