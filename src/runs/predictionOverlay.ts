import { basename, join } from 'node:path';
import { classColors, overlaySvg, svgToPng } from '../figures/index.js';
import { blankView, readMask, shownMask, smallView, viewBehind, type Case } from '../tasks/index.js';
import { writeWhole } from '../writeWhole.js';

/** A picture is this long at most, in pixels. */
const LONGEST_SIDE = 512;

/**
 * Draws the outline of each class of a predicted mask on its image, as a PNG; of a volume in the axial slice in which most is
 * predicted.
 *
 * @returns the path written, in `folder`
 */
export async function predictionOverlay(
  one: Pick<Case, 'id' | 'files'>,
  maskPath: string,
  folder: string,
): Promise<string> {
  const mask = await readMask(maskPath);
  const { data, width, height, aspect } = shownMask(mask, Uint8Array.from(mask.values as ArrayLike<number>, Number));
  const slice = fullestSlice(data, width * height);
  const classes = data.subarray(slice * width * height, (slice + 1) * width * height);
  // A channel that lies on another grid than the mask is no reason to show nothing.
  const behind = (await viewBehind(one.files[0], mask, slice)) ?? blankView(width, height, aspect);
  const { view, masks } = smallView(behind, [classes], LONGEST_SIDE);
  // The first is drawn last: where classes touch, their outlines are one line.
  const outlines = mask.labels
    .map((label, k) => ({
      mask: masks[0]!.map((value) => Number(value === label)),
      color: classColors[k % classColors.length]!,
    }))
    .reverse();
  const scale = Math.max(1, Math.floor(LONGEST_SIDE / Math.max(view.width, view.height * view.aspect)));
  const svg = overlaySvg(view, outlines, { title: `${one.id}, predicted`, shownPx: scale * view.width });
  return writeWhole(join(folder, `${basename(one.id)}.png`), await svgToPng(svg, scale));
}

function fullestSlice(classes: Uint8Array, pixels: number): number {
  const marked = new Float64Array(classes.length / pixels);
  for (let v = 0; v < classes.length; v++) if (classes[v]! > 0) marked[Math.floor(v / pixels)]!++;
  const most = Math.max(...marked);
  return most > 0 ? marked.indexOf(most) : Math.floor(marked.length / 2);
}
