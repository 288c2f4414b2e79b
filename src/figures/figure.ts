import type { EvidenceKind } from '../theory/index.js';

/** What the numbers of a figure stand on: a theorem's evidence, trained networks, made-up or real images, or a clock. */
export type FigureEvidence = EvidenceKind | 'trained' | 'synthetic' | 'real' | 'measured';

/** A Plotly specification: `data` and `layout` as plotly.js takes them. */
export interface PlotlySpec {
  data: Record<string, unknown>[];
  layout: Record<string, unknown>;
}

/** One figure of the workbook: the rows it draws, kept as figures/<id>.json, and how they are drawn. */
export interface Figure<Row extends Record<string, unknown> = Record<string, unknown>> {
  /** Stable id in kebab case, the file's name in figures/. */
  id: string;
  title: string;
  /** What to see in the figure, in one or two sentences. */
  caption: string;
  /** Told on the page. */
  evidence?: readonly FigureEvidence[];
  rows(): Row[] | Promise<Row[]>;
  figure(rows: Row[]): PlotlySpec;
}
