import type { PlotlySpec } from '../../figures/figure.js';
import { divergingScale, fontFamily, ink, sequentialScale } from '../../figures/style.js';
import { debounce, element, select, slider } from './element.js';
import { SIZE, type Masks } from './masks.js';
import { plot } from './plots.js';
import { lossField, softened } from './softPrediction.js';

const LOSSES = [
  ['crossEntropy', 'cross-entropy'],
  ['weightedCrossEntropy:1,5', 'weighted cross-entropy (1, 5)'],
  ['focal', 'focal'],
  ['softDice', 'soft Dice'],
  ['softDice:squared=true', 'soft Dice, squared'],
  ['softJaccard', 'soft Jaccard'],
  ['softTversky', 'soft Tversky (0.3, 0.7)'],
  ['lovaszSigmoid', 'Lovász-sigmoid'],
  ['softDice+crossEntropy', 'soft Dice + cross-entropy'],
] as const;

/** A soft prediction made of the painted mask, a loss of it, and where a step of training would push each pixel. */
export class SoftPanel {
  readonly panel: HTMLElement;
  private masks: Masks | undefined;
  private loss = 'softDice';
  private certainty = 0.9;
  private blur = 2;
  private readonly told = element('p', { role: 'status' });
  private readonly prediction = element('div', { class: 'plot', role: 'img', 'aria-label': 'the probabilities' });
  private readonly gradient = element('div', { class: 'plot', role: 'img', 'aria-label': 'the gradient field' });
  private readonly later = debounce(() => this.draw(), 60);

  constructor() {
    this.panel = element(
      'div',
      {},
      element('h3', {}, 'A soft prediction, a loss, and its gradient field'),
      element(
        'div',
        { class: 'pair' },
        select('loss', LOSSES, this.loss, (loss) => this.change({ loss })),
        slider('certainty', { min: 0.55, max: 0.99, step: 0.01, value: this.certainty }, (certainty) =>
          this.change({ certainty }),
        ),
        slider('blur', { min: 0, max: 5, step: 1, value: this.blur }, (blur) => this.change({ blur })),
      ),
      this.told,
      element('div', { class: 'columns' }, this.prediction, this.gradient),
    );
  }

  update(masks: Masks): void {
    this.masks = masks;
    this.later();
  }

  private change(what: { loss?: string; certainty?: number; blur?: number }): void {
    Object.assign(this, what);
    this.later();
  }

  private draw(): void {
    if (!this.masks) return;
    const { reference, prediction } = this.masks;
    const probabilities = softened(prediction, SIZE, this.certainty, this.blur);
    const { value, gradient } = lossField(this.loss, reference, probabilities);
    const largest = gradient.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    const title = LOSSES.find(([spec]) => spec === this.loss)?.[1] ?? this.loss;
    this.told.textContent =
      `${title} = ${value.toFixed(4)}; the largest derivative by a logit is ${largest.toPrecision(3)}. ` +
      'Orange pixels are pushed towards foreground by a step of gradient descent, blue ones towards background.';
    plot(
      this.prediction,
      map('probability of foreground', probabilities, { colorscale: sequentialScale, zmin: 0, zmax: 1 }),
    );
    // A step goes against the gradient.
    const push = gradient.map((one) => (largest === 0 ? 0 : -one / largest));
    plot(
      this.gradient,
      map('push by one step, of the largest', push, { colorscale: divergingScale, zmin: -1, zmax: 1 }),
    );
  }
}

function map(title: string, values: Float32Array, scale: Record<string, unknown>): PlotlySpec {
  const rows = Array.from({ length: SIZE }, (_, y) => [...values.slice(y * SIZE, (y + 1) * SIZE)]);
  const bare = { visible: false, constrain: 'domain' };
  return {
    data: [
      {
        type: 'heatmap',
        z: rows,
        xgap: 1,
        ygap: 1,
        hovertemplate: '%{z:.3f}<extra></extra>',
        colorbar: { thickness: 12, outlinewidth: 0, len: 1 },
        ...scale,
      },
    ],
    layout: {
      height: 340,
      margin: { l: 8, r: 8, t: 32, b: 8 },
      title: { text: title, font: { size: 14 }, x: 0, xanchor: 'left' },
      font: { family: fontFamily, size: 12, color: ink.text },
      paper_bgcolor: ink.paper,
      plot_bgcolor: ink.paper,
      xaxis: bare,
      yaxis: { ...bare, autorange: 'reversed', scaleanchor: 'x' },
    },
  };
}
