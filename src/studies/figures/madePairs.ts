import { ink, label, layout, storedPng, type Figure } from '../../figures/index.js';
import { readPairExamples } from '../examples/pairExamples.js';

interface PairRow extends Record<string, unknown> {
  source: string;
  column: string;
  size: number;
  colours: string;
  mask: string;
  distance: number;
}

const CELL = 104;
const [LEFT, TOP] = [16, 92];

/** Sources and what is made of them. */
export const madePairs: Figure<PairRow> = {
  id: 'made-pairs-synthetic',
  evidence: ['trained', 'synthetic'],
  title: 'Pairs made of a single synthetic image each',
  caption:
    'A line a source: the source, three images made from the coarsest scale on, and three made from the second scale on, which keep its large shapes. White: the border of the mask, which is made ' +
    'along with the image. Below each: its distance to the source, a root mean square of normalised intensities; 0 is a copy. Synthetic po18 images of 32 × 32.',
  rows() {
    const seen = new Map<string, number>();
    return readPairExamples().map(({ source, from, size, colours, mask, distance }) => {
      const group = from === undefined ? 'source' : `from scale ${from + 1}`;
      const key = `${source} ${group}`;
      const k = (seen.get(key) ?? 0) + 1;
      seen.set(key, k);
      return { source, column: from === undefined ? group : `${group}, ${k}`, size, colours, mask, distance };
    });
  },
  figure(rows) {
    const sources = [...new Set(rows.map(({ source }) => source))];
    const columns = [...new Set(rows.map(({ column }) => column))];
    const [width, height] = [LEFT + columns.length * CELL + 16, TOP + sources.length * (CELL + 18) + 14];
    const part = CELL / (CELL + 18);
    const place = ({ source, column }: PairRow) => [columns.indexOf(column), sources.indexOf(source)] as const;
    return {
      data: [],
      layout: {
        ...layout({ title: this.title, width, height, margin: { l: LEFT, r: 16, t: TOP, b: 14 } }),
        xaxis: { visible: false, fixedrange: true, range: [0, columns.length] },
        yaxis: { visible: false, fixedrange: true, range: [sources.length, 0] },
        images: rows.map((row) => ({
          source: storedPng(row.size, row.size, outlined(row)),
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
          ...columns.map((name, i) =>
            label(name, i + 0.5, 0, { xanchor: 'center', yanchor: 'bottom', font: { size: 11, color: ink.text } }),
          ),
          ...rows.map((row) =>
            label(row.distance.toFixed(2), place(row)[0] + 0.5, place(row)[1] + 0.96 * part, {
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

/** The colours with the pixels of the mask's inner border in white. */
function outlined({ size, colours, mask }: PairRow): Uint8Array {
  const pixels = new Uint8Array(Buffer.from(colours, 'base64'));
  const marked = Buffer.from(mask, 'base64');
  const at = (y: number, x: number) => (y < 0 || x < 0 || y >= size || x >= size ? 0 : marked[y * size + x]);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const inside = at(y, x) && at(y - 1, x) && at(y + 1, x) && at(y, x - 1) && at(y, x + 1);
      if (at(y, x) && !inside) pixels.fill(255, 3 * (y * size + x), 3 * (y * size + x) + 3);
    }
  return pixels;
}
