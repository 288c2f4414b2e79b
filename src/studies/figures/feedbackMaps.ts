import { ink, label, layout, storedPng, type Figure } from '../../figures/index.js';
import { recipeData } from '../../runs/index.js';
import { committedRuns } from '../committedRuns.js';
import { chosenExamples, passesOf, readFeedbackExamples } from '../examples/feedbackExamples.js';
import { checkCounts, maskOf } from '../examples/storedExamples.js';
import { hex, OUTCOMES, painted, PALETTE } from './examplePredictions.js';

interface MapRow extends Record<string, unknown> {
  task: string;
  column: string;
  size: number;
  image: string;
  dice: number;
  /** As in the examples of the comparison. */
  pixels: string;
}

const COLUMNS = ['gains most: first pass', 'second pass', 'loses most: first pass', 'second pass '] as const;
const CELL = 130;
const [LEFT, TOP] = [64, 92];

/** What the second pass of the feedback loop corrects, and what it spoils: a line a task. */
export const feedbackMaps: Figure<MapRow> = {
  id: 'feedback-maps-synthetic',
  title: 'What the second pass corrects and spoils, synthetic images',
  caption:
    'Of each task, of the held-out images of the first fold, the one in which the second pass sets the most wrong pixels right, and the one in which it sets the fewest right or the most wrong. Blue: true positive, ' +
    'red: false positive, yellow: false negative, over the first channel; below each its Dice. The masks are those of the committed runs: their counts were compared. Synthetic images.',
  evidence: ['trained', 'synthetic'],
  async rows() {
    const examples = readFeedbackExamples();
    const rows: MapRow[] = [];
    for (const { run, gain, loss } of chosenExamples(committedRuns('context-feedback').runs)) {
      const { heldOut } = await recipeData(run.recipe);
      for (const [k, image] of [gain, loss].entries()) {
        const sample = heldOut.find(({ id }) => id === image);
        const example = examples.find((one) => one.key === run.key && one.image === image);
        const passes = passesOf(run, image);
        if (!sample || !example || !passes) continue;
        for (const [pass, which] of (['first', 'second'] as const).entries()) {
          const mask = maskOf({ ...example, mask: example[which] }, sample.mask.length);
          const { tp, fp, fn } = passes[which];
          checkCounts(mask, sample, passes[which], run.key);
          const dice = (2 * tp) / (2 * tp + fp + fn);
          const column = COLUMNS[2 * k + pass]!;
          rows.push({ task: run.recipe.data.task, column, size: sample.width, image, dice, pixels: painted(sample, mask) });
        }
      }
    }
    return rows;
  },
  figure(rows) {
    const tasks = [...new Set(rows.map(({ task }) => task))];
    const [width, height] = [LEFT + COLUMNS.length * CELL + 16, TOP + tasks.length * (CELL + 18) + 14];
    const part = CELL / (CELL + 18);
    const place = ({ task, column }: MapRow) =>
      [COLUMNS.findIndex((one) => one === column), tasks.indexOf(task)] as const;
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
        xaxis: { visible: false, fixedrange: true, range: [0, COLUMNS.length] },
        yaxis: { visible: false, fixedrange: true, range: [tasks.length, 0] },
        images: rows.map((row) => ({
          source: storedPng(row.size, row.size, Buffer.from(row.pixels, 'base64'), PALETTE),
          xref: 'x',
          yref: 'y',
          x: place(row)[0] + 0.02,
          y: place(row)[1],
          sizex: 0.96,
          sizey: 0.96 * part,
          sizing: 'stretch',
          layer: 'below',
        })),
        annotations: [
          ...COLUMNS.map((name, i) =>
            label(name, i + 0.5, 0, { xanchor: 'center', yanchor: 'bottom', font: { size: 11, color: ink.text } }),
          ),
          ...tasks.map((task, i) =>
            label(task, 0, i + part / 2, { xanchor: 'right', xshift: -8, yanchor: 'middle', font: { size: 12, color: ink.text } }),
          ),
          ...rows.map((row) =>
            label(Number.isNaN(row.dice) ? '–' : row.dice.toFixed(2), place(row)[0] + 0.5, place(row)[1] + 0.96 * part, {
              xanchor: 'center',
              yanchor: 'top',
              font: { size: 11, color: ink.muted },
            }),
          ),
        ],
      },
    };
  },
};
