import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { absoluteBox, boundingBox, textLength, type Box } from './boundingBox.js';
import type { PlotlySpec } from './figure.js';
import { PixelContext } from './pixelCanvas.js';
import { pathPoints, pointAlong, polylineLength } from './pathPoints.js';

/** A browser window without a browser, in which plotly.js runs. */
export interface PlotlyWindow {
  document: Document;
  JSON: JSON;
  Math: Math;
  DOMParser: typeof DOMParser;
  Promise: PromiseConstructor;
  /** Called with every error with which a promise of this window is rejected. */
  onRejection: (reason: unknown) => void;
  Plotly: {
    toImage(spec: PlotlySpec, options: Record<string, unknown>): Promise<string>;
    PlotSchema: { get(): { traces: Record<string, unknown> } };
  };
}

const require = createRequire(import.meta.url);

/** Path of the plotly.js bundle, for pages that carry it. */
export const plotlyPath = (): string => require.resolve('plotly.js-cartesian-dist-min');

let opened: PlotlyWindow | undefined;

/**
 * The one window of this process, opened at the first call (about half a second). jsdom has no layout: what plotly.js
 * asks of it, the size of text, is answered from the font files; what it only looks for at its start is present and
 * does nothing.
 */
export function plotlyWindow(): PlotlyWindow {
  if (opened) return opened;
  const { JSDOM } = require('jsdom') as {
    JSDOM: new (html: string, options: object) => { window: PlotlyWindow & typeof globalThis };
  };
  const { window } = new JSDOM('<!DOCTYPE html><html><body></body></html>', {
    runScripts: 'outside-only',
    pretendToBeVisual: true,
  });
  const observer = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  const missing = {
    TextDecoder,
    TextEncoder,
    ResizeObserver: observer,
    Worker: class {},
    matchMedia: () => ({
      matches: false,
      addListener() {},
      removeListener() {},
      addEventListener() {},
      removeEventListener() {},
    }),
  };
  for (const [name, value] of Object.entries(missing))
    Object.defineProperty(window, name, { value, configurable: true });
  window.URL.createObjectURL = () => 'blob:none';
  window.URL.revokeObjectURL = () => {};
  const svg = window.SVGElement.prototype as unknown as Record<string, unknown>;
  svg.getBoundingClientRect = function (this: Element) {
    return rectangle(absoluteBox(this));
  };
  // getBBox leaves the element's own transform out.
  svg.getBBox = function (this: Element) {
    const transform = this.getAttribute('transform');
    this.removeAttribute('transform');
    const box = rectangle(boundingBox(this));
    if (transform !== null) this.setAttribute('transform', transform);
    return box;
  };
  svg.getComputedTextLength = function (this: Element) {
    return textLength(this);
  };
  // jsdom draws no canvas: heatmaps and images are rectangles and pixels.
  const contexts = new WeakMap<HTMLCanvasElement, PixelContext>();
  const contextOf = (canvas: HTMLCanvasElement) => {
    const context = contexts.get(canvas) ?? new PixelContext(canvas);
    contexts.set(canvas, context);
    return context;
  };
  const canvas = window.HTMLCanvasElement.prototype as unknown as Record<string, unknown>;
  canvas.getContext = function (this: HTMLCanvasElement) {
    return contextOf(this);
  };
  canvas.toDataURL = function (this: HTMLCanvasElement) {
    return contextOf(this).toDataURL();
  };
  // Placing one contour label asks for hundreds of points of the same path.
  let last = { d: '', points: pathPoints('') };
  const points = (path: Element) => {
    const d = path.getAttribute('d') ?? '';
    if (d !== last.d) last = { d, points: pathPoints(d) };
    return last.points;
  };
  svg.getTotalLength = function (this: Element) {
    return polylineLength(points(this));
  };
  svg.getPointAtLength = function (this: Element, distance: number) {
    const [x, y] = pointAlong(points(this), distance);
    return { x, y };
  };
  window.onRejection = () => {};
  window.Promise = guardedPromise(window.Promise, (reason) => window.onRejection(reason));
  window.eval(readFileSync(plotlyPath(), 'utf8'));
  opened = window;
  return opened;
}

/**
 * A Promise of which no rejection is unhandled: each is told to `report`. plotly.js draws images in promises that it
 * waits for nowhere, and an error in one of them would end the process, past every try and catch.
 */
function guardedPromise(Native: PromiseConstructor, report: (reason: unknown) => void): PromiseConstructor {
  let guarding = false;
  return class<T> extends Native<T> {
    constructor(executor: ConstructorParameters<typeof Promise<T>>[0]) {
      super(executor);
      // The handler is a promise of this class too.
      if (guarding) return;
      guarding = true;
      try {
        void super.then(undefined, report);
      } finally {
        guarding = false;
      }
    }
  };
}

function rectangle(box: Box = { left: 0, top: 0, right: 0, bottom: 0 }) {
  return { ...box, x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top };
}
