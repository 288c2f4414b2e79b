import { overlayColor, overlaySvg } from '../figures/index.js';
import { blankView, shownMask, smallView, viewBehind } from '../tasks/index.js';
import { readPair, readTruth } from './readPair.js';
import { classesIn, type CaseRow, type FolderScores, type ScoreFoldersOptions } from './scoreFolders.js';

/** A case in which methods do badly, with a picture of each. */
export interface WorstCase {
  case: string;
  /** Dice by method, in their order; NaN where undefined. */
  dice: number[];
  /** SVG by method, in their order. */
  pictures: string[];
  /** Of a volume: which slice is shown, from 0, of how many; the one with the most mistakes. */
  slice?: { number: number; of: number };
}

/** Pictures are no longer than this, in pixels. */
const LONGEST_SIDE = 256;

/** The cases of a region with the smallest mean Dice over methods, worst first; those without a mistake are none. */
export async function worstCases(
  rows: readonly CaseRow[],
  scores: FolderScores,
  options: ScoreFoldersOptions,
  most: number,
): Promise<WorstCase[]> {
  const names = scores.methods.map(({ name }) => name);
  const cases = [...new Set(rows.map((row) => row.case))].map((name) => ({
    name,
    dice: names.map((method) => rows.find((row) => row.case === name && row.method === method)?.dice ?? NaN),
  }));
  const mean = (dice: readonly number[]) => {
    const defined = dice.filter((one) => !Number.isNaN(one));
    return defined.reduce((sum, one) => sum + one, 0) / defined.length;
  };
  const worst = cases.filter(({ dice }) => mean(dice) < 1).sort((a, b) => mean(a.dice) - mean(b.dice));
  const shown: WorstCase[] = [];
  for (const { name, dice } of worst.slice(0, most))
    shown.push(await pictured(name, dice, rows[0]!.region, scores, options));
  return shown;
}

async function pictured(
  name: string,
  dice: number[],
  region: string,
  { pairs, methods, regions }: FolderScores,
  options: ScoreFoldersOptions,
): Promise<WorstCase> {
  const pair = pairs.find((one) => one.name === name)!;
  const asked = regions?.find((one) => one.name === region);
  const reference = await readTruth(pair, options);
  const read = [];
  for (const m of methods.keys()) read.push(await readPair(pair, m, reference, options));
  const { truth } = read[0]!;
  const masks = [truth, ...read.map(({ guess }) => guess)].map((mask, k) =>
    shownMask(truth, classesIn(mask, pair, asked, { reference: k === 0, ignore: options.ignore })),
  );
  const { width, height } = masks[0]!;
  const slices = masks[0]!.data.length / (width * height);
  const at =
    slices > 1
      ? worstSlice(
          masks.map(({ data }) => data),
          width * height,
        )
      : 0;
  const view =
    (await viewBehind(pair.image, truth, at).catch(() => undefined)) ?? blankView(width, height, masks[0]!.aspect);
  const cut = masks.map(({ data }) => data.subarray(at * width * height, (at + 1) * width * height));
  const small = smallView(view, cut, LONGEST_SIDE);
  return {
    case: name,
    dice,
    pictures: methods.map(({ name: method }, m) =>
      overlaySvg(
        small.view,
        [
          { mask: small.masks[0]!, color: overlayColor.reference },
          { mask: small.masks[m + 1]!, color: overlayColor.prediction },
        ],
        { title: `${name}, ${method}: reference and prediction`, shownPx: 256 },
      ),
    ),
    ...(slices > 1 && { slice: { number: at, of: slices } }),
  };
}

/** The slice in which reference and predictions differ most. */
function worstSlice([truth, ...guesses]: readonly Uint8Array[], pixels: number): number {
  const wrong = new Float64Array(truth!.length / pixels);
  for (const guess of guesses)
    for (let v = 0; v < guess.length; v++) if (guess[v] !== truth![v]) wrong[Math.floor(v / pixels)]!++;
  return wrong.indexOf(Math.max(...wrong));
}
