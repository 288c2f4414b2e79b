import { parseMeasure } from '../../overlap/parseMeasure.js';
import type { Measure } from '../../overlap/measure.js';
import { element, select, slider } from './element.js';

const KINDS = [
  ['dice', 'Dice'],
  ['jaccard', 'Jaccard'],
  ['tversky', 'Tversky'],
  ['f', 'F_b'],
  ['hamming', 'weighted Hamming'],
  ['accuracy', 'accuracy'],
  ['precision', 'precision'],
  ['recall', 'recall'],
  ['specificity', 'specificity'],
  ['balanced-accuracy', 'balanced accuracy'],
  ['kappa', 'kappa'],
  ['matthews', 'Matthews correlation'],
] as const;

/** The weights of a kind, each with a slider. */
const WEIGHTS: Record<string, readonly { name: string; min: number; max: number; value: number }[]> = {
  tversky: [
    { name: 'α, of false positives', min: 0, max: 2, value: 0.3 },
    { name: 'β, of false negatives', min: 0, max: 2, value: 0.7 },
  ],
  f: [{ name: 'b', min: 0.1, max: 4, value: 2 }],
  hamming: [{ name: 'γ, of the foreground', min: 0.05, max: 0.95, value: 0.5 }],
};

/** The choice of a measure, and sliders for its weights. */
export class MeasurePicker {
  readonly panel: HTMLElement;
  private kind: string;
  private values: number[] = [];
  private readonly sliders = element('div');

  constructor(
    readonly name: string,
    kind: string,
    private readonly changed: () => void,
  ) {
    this.kind = kind;
    this.panel = element(
      'fieldset',
      {},
      element('legend', {}, name),
      select('kind', KINDS, kind, (chosen) => {
        this.choose(chosen);
        changed();
      }),
      this.sliders,
    );
    this.choose(kind);
  }

  /** As `npx dice-workbook bounds` takes it: `tversky:0.3,0.7`. */
  get spec(): string {
    return this.values.length === 0 ? this.kind : `${this.kind}:${this.values.map((v) => +v.toFixed(2)).join(',')}`;
  }

  get title(): string {
    const text = KINDS.find(([kind]) => kind === this.kind)?.[1] ?? this.kind;
    return this.values.length === 0 ? text : `${text} (${this.values.map((v) => +v.toFixed(2)).join(', ')})`;
  }

  get measure(): Measure {
    return parseMeasure(this.spec);
  }

  private choose(kind: string): void {
    this.kind = kind;
    const weights = WEIGHTS[kind] ?? [];
    this.values = weights.map(({ value }) => value);
    this.sliders.replaceChildren(
      ...weights.map(({ name, min, max, value }, i) =>
        slider(name, { min, max, step: 0.05, value }, (moved) => {
          this.values[i] = moved;
          this.changed();
        }),
      ),
    );
  }
}
