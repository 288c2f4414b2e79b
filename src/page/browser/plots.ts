import type { PlotlySpec } from '../../figures/figure.js';
import { pageData } from './pageData.js';
import { isDark, onTheme } from './theme.js';

interface PlotlyGlobal {
  react(target: HTMLElement, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
  downloadImage(target: unknown, options: Record<string, unknown>): Promise<unknown>;
}
declare const Plotly: PlotlyGlobal;

const CONFIG = { responsive: true, displayModeBar: false };
const drawn = new Map<HTMLElement, { spec: PlotlySpec; onDrawn?: () => void }>();

/** Draws a specification into an element, anew whenever the colours change. */
export function plot(target: HTMLElement, spec: PlotlySpec, onDrawn?: () => void): void {
  drawn.set(target, { spec, onDrawn });
  const { data, layout } = isDark() ? darkened(spec) : copy(spec);
  void Plotly.react(target, data, layout, CONFIG).then(onDrawn);
}

export function followTheme(): void {
  onTheme(() => {
    for (const [target, { spec, onDrawn }] of drawn) plot(target, spec, onDrawn);
  });
}

/** Saves a figure as it was designed: its own size and title, on light paper. */
export const download = (spec: PlotlySpec, format: 'svg' | 'png', filename: string): void =>
  void Plotly.downloadImage(copy(spec), {
    format,
    filename,
    width: spec.layout.width ?? 760,
    height: spec.layout.height ?? 460,
    scale: format === 'png' ? 2 : 1,
  });

/** plotly.js writes into what it is given. */
const copy = (spec: PlotlySpec): PlotlySpec => JSON.parse(JSON.stringify(spec)) as PlotlySpec;

/** Every colour of the workbook's style replaced by the one that has its meaning on dark paper. */
function darkened(spec: PlotlySpec): PlotlySpec {
  const colors = pageData().darkColors;
  const text = JSON.stringify(spec).replace(/#[0-9a-f]{6}(?=")/gi, (color) => colors[color.toLowerCase()] ?? color);
  return JSON.parse(text) as PlotlySpec;
}
