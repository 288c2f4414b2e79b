import type { Sample } from '../tasks/index.js';
import type { Figure } from './figure.js';
import { pixelOutline } from './pixelOutline.js';
import { storedPng } from './storedPng.js';
import { colorbar, ink, label, layout, sequentialColor, sequentialScale, theoryColor } from './style.js';

interface Row extends Record<string, unknown> {
  task: string;
  title: string;
  column: number;
  size: number;
  /** Base64 of 8-bit pixels: grey or colour of an image, probability times 255 of a label. */
  pixels: string;
  kind: 'image' | 'probability';
  /** The mask's, or the oracle's, border. */
  outlineX: (number | null)[];
  outlineY: (number | null)[];
}

const CELL = 168;
const LEFT = 150;
const TOP = 106;
const BOTTOM = 74;
const MASK_COLOR = '#e69f00';
/** Which images are shown: those of this rank in foreground among the images that have some. */
const RANKS = [0.5, 0.85];

/** Two synthetic images of each task with their masks, and how sure readers are of them. */
export const sixTasks: Figure<Row> = {
  id: 'six-tasks-synthetic',
  title: 'Six synthetic tasks: what is seen, what one reader marked, how sure readers are',
  evidence: ['synthetic'],
  caption:
    'Synthetic stand-ins, seed 1; of each task the image with the median foreground and one of rank 0.85. First and third column: the image with the mask of one reader (orange). ' +
    'Second and fourth: the share of readers who mark a pixel (white none, dark all) with the decision of best expected Dice (red). Tumours and teeth are sharp; for the stroke tasks the label cannot be told from the image.',
  async rows() {
    const { loadTask, oracleDice, TASK_IDS, TASKS } = await import('../tasks/index.js');
    const rows: Row[] = [];
    for (const task of TASK_IDS) {
      const { samples } = await loadTask(task, { patients: 6, labelDraws: 24 });
      const area = ({ mask }: Sample) => mask.reduce((sum, value) => sum + Number(value > 0), 0);
      const shown = samples.filter((sample) => area(sample) > 0).sort((a, b) => area(a) - area(b));
      RANKS.forEach((rank, r) => {
        const sample = shown[Math.floor(rank * shown.length)]!;
        const common = { task, title: TASKS[task].title, size: sample.width };
        rows.push({ ...common, column: 2 * r, kind: 'image', pixels: grey(sample), ...outline(sample.mask, sample) });
        const probability = Uint8Array.from(sample.labelProbability!, (p) => Math.round(255 * p));
        rows.push({
          ...common,
          column: 2 * r + 1,
          kind: 'probability',
          pixels: Buffer.from(probability).toString('base64'),
          ...outline(oracleDice(sample).mask, sample),
        });
      });
    }
    return rows;
  },
  figure(rows) {
    const tasks = [...new Set(rows.map(({ task }) => task))];
    const columns = Math.max(...rows.map(({ column }) => column)) + 1;
    const [width, height] = [LEFT + columns * CELL + 20, TOP + tasks.length * CELL + BOTTOM];
    const gap = 0.03;
    const lines = (kind: Row['kind'], name: string, color: string) => {
      const chosen = rows.filter((row) => row.kind === kind);
      const place = (value: number | null, cell: number, size: number) =>
        value === null ? null : cell + gap + ((1 - 2 * gap) * value) / size;
      return {
        type: 'scatter',
        mode: 'lines',
        hoverinfo: 'skip',
        name,
        line: { color, width: 1.2 },
        x: chosen.flatMap(({ outlineX, column, size }) => outlineX.map((value) => place(value, column, size))),
        y: chosen.flatMap(({ outlineY, task, size }) =>
          outlineY.map((value) => place(value, tasks.indexOf(task), size)),
        ),
      };
    };
    const hidden = { visible: false, fixedrange: true };
    return {
      data: [
        lines('image', 'mask of one reader', MASK_COLOR),
        lines('probability', 'decision of best expected Dice', theoryColor.extremal),
        // Draws nothing but the scale of the probabilities.
        {
          type: 'scatter',
          mode: 'markers',
          showlegend: false,
          x: [null],
          y: [null],
          marker: {
            color: [0],
            cmin: 0,
            cmax: 1,
            colorscale: sequentialScale,
            showscale: true,
            colorbar: colorbar('share of readers who mark a pixel', {
              title: { text: 'share of readers who mark a pixel', side: 'top', font: { size: 12 } },
              orientation: 'h',
              y: 0,
              yanchor: 'top',
              len: 0.5,
              x: 0.5,
              thickness: 10,
              ypad: 4,
              tickvals: [0, 0.5, 1],
            }),
          },
        },
      ],
      layout: {
        ...layout({ title: this.title, width, height, margin: { l: LEFT, r: 20, t: TOP, b: BOTTOM } }),
        xaxis: { ...hidden, range: [0, columns] },
        yaxis: { ...hidden, range: [tasks.length, 0] },
        images: rows.map(({ task, column, kind, size, pixels }) => ({
          source: storedPng(size, size, Buffer.from(pixels, 'base64'), kind === 'probability' ? PALETTE : undefined),
          xref: 'x',
          yref: 'y',
          x: column + gap,
          y: tasks.indexOf(task) + gap,
          sizex: 1 - 2 * gap,
          sizey: 1 - 2 * gap,
          sizing: 'stretch',
          layer: 'below',
        })),
        annotations: [
          ...Array.from({ length: columns }, (_, c) =>
            label(c % 2 === 0 ? 'image and one mask' : 'readers, best decision', (c + 0.5) / columns, 1, {
              xref: 'paper',
              yref: 'paper',
              xanchor: 'center',
              yanchor: 'bottom',
            }),
          ),
          ...tasks.map((task, t) =>
            label(
              `<b>${task}</b><br>${broken(rows.find((row) => row.task === task)!.title)}`,
              -0.01,
              1 - (t + 0.5) / tasks.length,
              {
                xref: 'paper',
                yref: 'paper',
                xanchor: 'right',
                yanchor: 'middle',
                align: 'right',
                font: { size: 12, color: ink.text },
              },
            ),
          ),
        ],
      },
    };
  },
};

const outline = (mask: Uint8Array, { width, height }: Sample) => {
  const { x, y } = pixelOutline(mask, width, height);
  return { outlineX: x, outlineY: y };
};

/** The first channel, or colour, stretched over 0 to 255 between its percentiles 0.5 and 99.5. */
function grey({ image, channels }: Sample): string {
  const shown = channels === 3 ? image : image.filter((_, at) => at % channels === 0);
  const sorted = shown.slice().sort();
  const [dark, bright] = [sorted[Math.floor(0.005 * sorted.length)]!, sorted[Math.floor(0.995 * sorted.length)]!];
  return Buffer.from(
    Uint8Array.from(shown, (value) => Math.round(255 * Math.min(1, Math.max(0, (value - dark) / (bright - dark))))),
  ).toString('base64');
}

/** A title on lines of at most 20 characters. */
function broken(title: string): string {
  return title
    .split(' ')
    .reduce<string[]>((lines, word) => {
      const joined = `${lines.at(-1)} ${word}`;
      return lines.length > 0 && joined.length <= 20 ? [...lines.slice(0, -1), joined] : [...lines, word];
    }, [])
    .join('<br>');
}

/** 256 steps along the workbook's scale from small to large. */
const PALETTE = Uint8Array.from(Array.from({ length: 256 }, (_, step) => sequentialColor(step / 255)).flat());
