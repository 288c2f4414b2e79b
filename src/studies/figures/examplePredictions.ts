import { ink, label, layout, storedPng, type Figure } from '../../figures/index.js';
import { recipeData } from '../../runs/index.js';
import type { Sample } from '../../tasks/index.js';
import { COMPARED_LOSSES } from '../comparedLosses.js';
import { exampleCases, RANKS, type Rank } from '../examples/exampleCases.js';
import { checkCounts, exampleKey, maskOf, type StoredExample } from '../examples/storedExamples.js';
import { CORE_ARMS } from './coreComparison.js';
import type { StudyRuns } from './studyRuns.js';

interface ExampleRow extends Record<string, unknown> {
  loss: string;
  rank: Rank;
  image: string;
  size: number;
  dice: number;
  /** Base64 of a byte a pixel: 64 greys, plus 64 where it is a true positive, 128 a false positive, 192 a false negative. */
  pixels: string;
}

const CELL = 108;
const [LEFT, TOP] = [76, 92];
/** Told apart with every common colour vision deficiency. */
export const OUTCOMES = [
  { name: 'true positive', color: [66, 146, 198] },
  { name: 'false positive', color: [227, 74, 51] },
  { name: 'false negative', color: [255, 217, 47] },
] as const;
export const hex = (color: readonly number[]) => `#${color.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** The runs whose example images are shown: the first fold of the core. */
export const exampleRuns = (runs: StudyRuns, task: string) =>
  CORE_ARMS.flatMap((loss) => runs.of(task, loss, 1).map((run) => ({ loss, run })));

/** One figure for each task whose examples are all committed. */
export function exampleFigures(runs: StudyRuns, examples: ReadonlyMap<string, StoredExample>): Figure[] {
  if (runs.missing(CORE_ARMS).length > 0) return [];
  return runs.sets
    .map(({ name }) => name)
    .filter((task) =>
      exampleRuns(runs, task).every(({ run }) =>
        exampleCases(run).every(({ image }) => examples.has(exampleKey(run.key, image.id))),
      ),
    )
    .map((task) => exampleFigure(runs, task, examples) as unknown as Figure);
}

function exampleFigure(
  runs: StudyRuns,
  task: string,
  examples: ReadonlyMap<string, StoredExample>,
): Figure<ExampleRow> {
  return {
    id: `example-predictions-${task}-synthetic`,
    title: `Best, median and worst prediction of each loss, synthetic ${task}`,
    caption:
      `Held-out images with a target of the first fold of ${task}: of each loss the image of the largest, the middle and the smallest Dice, which need not be the same images. ` +
      'Blue: true positive, red: false positive, yellow: false negative, over the first channel of the image; below each its Dice. The masks are those of the committed runs: their counts were compared. ' +
      `Synthetic images; a unit is an image here; n = ${exampleRuns(runs, task)[0]?.run.images.filter(({ counts }) => counts.some(({ tp, fn }) => tp + fn > 0)).length} images.`,
    evidence: ['trained', 'synthetic'],
    async rows() {
      const rows: ExampleRow[] = [];
      for (const { loss, run } of exampleRuns(runs, task)) {
        const { heldOut } = await recipeData(run.recipe);
        for (const { rank, image, dice } of exampleCases(run)) {
          const sample = heldOut.find(({ id }) => id === image.id);
          const example = examples.get(exampleKey(run.key, image.id));
          if (!sample || !example) continue;
          const mask = maskOf(example, sample.mask.length);
          checkCounts(mask, sample, image.counts[0], run.key);
          rows.push({ loss, rank, image: image.id, size: sample.width, dice, pixels: painted(sample, mask) });
        }
      }
      return rows;
    },
    figure(rows) {
      const [width, height] = [LEFT + COMPARED_LOSSES.length * CELL + 16, TOP + RANKS.length * (CELL + 18) + 14];
      const place = ({ loss, rank }: ExampleRow) => [CORE_ARMS.indexOf(loss), RANKS.indexOf(rank)] as const;
      const part = CELL / (CELL + 18);
      return {
        data: OUTCOMES.map(({ name, color }) => ({
          type: 'scatter',
          mode: 'markers',
          name,
          x: [null],
          y: [null],
          marker: { symbol: 'square', size: 11, color: hex(color) },
        })),
        layout: {
          ...layout({ title: this.title, width, height, margin: { l: LEFT, r: 16, t: TOP, b: 14 } }),
          xaxis: { visible: false, fixedrange: true, range: [0, COMPARED_LOSSES.length] },
          yaxis: { visible: false, fixedrange: true, range: [RANKS.length, 0] },
          images: rows.map((row) => {
            const [column, line] = place(row);
            return {
              source: storedPng(row.size, row.size, Buffer.from(row.pixels, 'base64'), PALETTE),
              xref: 'x',
              yref: 'y',
              x: column + 0.02,
              y: line,
              sizex: 0.96,
              sizey: 0.96 * part,
              sizing: 'stretch',
              layer: 'below',
            };
          }),
          annotations: [
            ...COMPARED_LOSSES.map(({ short }, i) =>
              label(short, i + 0.5, 0, { xanchor: 'center', yanchor: 'bottom', font: { size: 12, color: ink.text } }),
            ),
            ...RANKS.map((rank, i) =>
              label(rank, 0, i + part / 2, { xanchor: 'right', xshift: -8, yanchor: 'middle', font: { size: 12, color: ink.text } }),
            ),
            ...rows.map((row) => {
              const [column, line] = place(row);
              return label(row.dice.toFixed(2), column + 0.5, line + 0.96 * part, {
                xanchor: 'center',
                yanchor: 'top',
                font: { size: 11, color: ink.muted },
              });
            }),
          ],
        },
      };
    },
  };
}

/** Greys of the first channel between its percentiles .5 and 99.5, with the outcome of each pixel. */
export function painted({ image, channels, mask: reference, valid }: Sample, mask: Uint8Array): string {
  const shown = image.filter((_, at) => at % channels === 0);
  const sorted = shown.slice().sort();
  const at = (q: number) => sorted[Math.floor(q * (sorted.length - 1))] ?? 0;
  const [dark, bright] = [at(0.005), at(0.995)];
  const scale = bright > dark ? bright - dark : 1;
  return Buffer.from(
    Uint8Array.from(shown, (value, i) => {
      const grey = Math.round(63 * Math.min(1, Math.max(0, (value - dark) / scale)));
      const [said, true_] = [(mask[i] ?? 0) > 0, (reference[i] ?? 0) > 0];
      const counts = valid?.[i] !== 0;
      return grey + 64 * (!counts ? 0 : said && true_ ? 1 : said ? 2 : true_ ? 3 : 0);
    }),
  ).toString('base64');
}

/** Grey alone, then each outcome's colour over it. */
export const PALETTE = Uint8Array.from(
  [undefined, ...OUTCOMES].flatMap((outcome) =>
    Array.from({ length: 64 }, (_, step) => {
      const grey = Math.round((255 * step) / 63);
      return outcome ? outcome.color.map((part) => Math.round(0.35 * grey + 0.65 * part)) : [grey, grey, grey];
    }).flat(),
  ),
);
