import { pathPoints } from './pathPoints.js';
import { lineExtent, textWidth, type TextStyle } from './textMetrics.js';

/** An upright rectangle in pixels; y points down. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** An affine map `x' = a x + c y + e, y' = b x + d y + f`, in the order of SVG's `matrix(a b c d e f)`. */
type Matrix = [number, number, number, number, number, number];

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/**
 * Box of an SVG element and all it contains, in the coordinates of its parent (its own transform applied), or undefined
 * where it draws nothing that is measured. Text is measured with the figures' own typefaces; the shapes are rect,
 * image, circle and path.
 */
export function boundingBox(element: Element): Box | undefined {
  const own = ownBox(element);
  return own && mapBox(own, transformOf(element));
}

/** Box of an element in the coordinates of the outermost element. */
export function absoluteBox(element: Element): Box | undefined {
  let box = boundingBox(element);
  for (let parent = element.parentElement; parent && box; parent = parent.parentElement) {
    box = mapBox(
      box,
      multiply(
        [1, 0, 0, 1, number(parent, 'x', parent.localName === 'svg'), number(parent, 'y', parent.localName === 'svg')],
        transformOf(parent),
      ),
    );
  }
  return box;
}

function ownBox(element: Element): Box | undefined {
  switch (element.localName) {
    case 'text':
      return textBox(element);
    case 'rect':
    case 'image': {
      const [x, y] = [number(element, 'x'), number(element, 'y')];
      return { left: x, top: y, right: x + number(element, 'width'), bottom: y + number(element, 'height') };
    }
    case 'circle': {
      const [x, y, r] = [number(element, 'cx'), number(element, 'cy'), number(element, 'r')];
      return { left: x - r, top: y - r, right: x + r, bottom: y + r };
    }
    case 'path':
      return pathBox(element.getAttribute('d') ?? '');
    case 'use': {
      const id = (element.getAttribute('xlink:href') ?? '').slice(1);
      const box = pathBox(element.ownerDocument.getElementById(id)?.getAttribute('d') ?? '');
      const x = number(element, 'x');
      return box && { ...box, left: box.left + x, right: box.right + x };
    }
    case 'defs':
    case 'clipPath':
      return undefined;
    default:
      return union([...element.children].map(boundingBox));
  }
}

/** Lines of a text are its `tspan.line` children; without them it is one line. */
function linesOf(text: Element): { line: Element; x: number; y: number }[] {
  const lines = [...text.children].filter((child) => child.getAttribute('class') === 'line');
  return (lines.length === 0 ? [text] : lines).map((line) => ({
    line,
    x: number(line, 'x'),
    y: number(line, 'y') + length(line.getAttribute('dy'), styleOf(line).fontSize),
  }));
}

const textBox = (text: Element): Box | undefined => union(linesOf(text).map(({ line, x, y }) => lineBox(line, x, y)));

function lineBox(line: Element, x: number, y: number): Box | undefined {
  const runs = lineRuns(line, x, y);
  const [first, last] = [runs[0], runs.at(-1)];
  if (!first || !last) return undefined;
  const extents = runs.map((run) => ({ y: run.y, ...lineExtent(run) }));
  return {
    left: first.x,
    top: Math.min(...extents.map((extent) => extent.y - extent.ascent)),
    right: last.x + textWidth(last.text, last),
    bottom: Math.max(...extents.map((extent) => extent.y + extent.descent)),
  };
}

/** A piece of text in one style; its baseline starts at `x`, `y`. */
export interface TextRun extends TextStyle {
  text: string;
  x: number;
  y: number;
}

/** The pieces of a text element, in its own coordinates. */
export function textRuns(text: Element): TextRun[] {
  return linesOf(text).flatMap(({ line, x, y }) => lineRuns(line, x, y));
}

/** Pieces of one line from left to right, anchored as it is at `x`. */
function lineRuns(line: Element, x: number, y: number): TextRun[] {
  const runs: TextRun[] = [];
  let width = 0;
  const visit = (node: Node, shift: number) => {
    if (node.nodeType === 3) {
      const text = node.textContent ?? '';
      const style = styleOf(node.parentElement!);
      if (textWidth(text, style) > 0) runs.push({ text, x: width, y: y + shift, ...style });
      width += textWidth(text, style);
      return;
    }
    // Sub- and superscripts are tspans with a vertical shift.
    const own = node === line ? 0 : length((node as Element).getAttribute('dy'), styleOf(node as Element).fontSize);
    for (const child of node.childNodes) visit(child, shift + own);
  };
  visit(line, 0);
  const anchor = inherited(line, 'text-anchor');
  const left = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x - width : x;
  return runs.map((run) => ({ ...run, x: left + run.x }));
}

/** Sum of the widths of all text in an element, in pixels. */
export function textLength(element: Element): number {
  const box = lineBox(element, 0, 0);
  return box ? box.right - box.left : 0;
}

/** Relative sizes (a subscript's 70%) multiply on the way down. */
function styleOf(element: Element): TextStyle {
  let scale = 1;
  for (let node: Element | null = element; node; node = node.parentElement) {
    const size = propertyOf(node, 'font-size');
    if (size?.endsWith('%')) scale *= Number.parseFloat(size) / 100;
    else if (size)
      return { fontSize: scale * Number.parseFloat(size), fontWeight: weight(inherited(element, 'font-weight')) };
  }
  return { fontSize: scale * 12, fontWeight: weight(inherited(element, 'font-weight')) };
}

const weight = (text: string | undefined) => (text === 'bold' ? 700 : Number(text) || 400);

function inherited(element: Element, name: string): string | undefined {
  for (let node: Element | null = element; node; node = node.parentElement) {
    const value = propertyOf(node, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A property of an element's style, else its attribute. */
export function propertyOf(element: Element, name: string): string | undefined {
  const inline = element.getAttribute('style')?.match(new RegExp(`(?:^|;)\\s*${name}:\\s*([^;]+)`));
  return inline?.[1]?.trim() ?? element.getAttribute(name) ?? undefined;
}

const number = (element: Element, name: string, when = true) =>
  when ? Number.parseFloat(element.getAttribute(name) ?? '0') || 0 : 0;

const length = (text: string | null, fontSize: number) =>
  text?.endsWith('em') ? Number.parseFloat(text) * fontSize : Number.parseFloat(text ?? '0') || 0;

function pathBox(d: string): Box | undefined {
  const points = pathPoints(d);
  if (points.length === 0) return undefined;
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { left: min(xs), top: min(ys), right: max(xs), bottom: max(ys) };
}

// Math.min(...values) runs out of stack on a path of a hundred thousand points.
const min = (values: number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
const max = (values: number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);

function transformOf(element: Element): Matrix {
  let matrix = IDENTITY;
  for (const [, name, list] of (element.getAttribute('transform') ?? '').matchAll(/(\w+)\(([^)]*)\)/g)) {
    matrix = multiply(matrix, elementary(name!, list!.split(/[\s,]+/).map(Number)));
  }
  return matrix;
}

function elementary(name: string, [a = 0, b, c]: number[]): Matrix {
  if (name === 'translate') return [1, 0, 0, 1, a, b ?? 0];
  if (name === 'scale') return [a, 0, 0, b ?? a, 0, 0];
  if (name !== 'rotate') return IDENTITY;
  const [cos, sin] = [Math.cos((a * Math.PI) / 180), Math.sin((a * Math.PI) / 180)];
  const turn: Matrix = [cos, sin, -sin, cos, 0, 0];
  return b === undefined ? turn : multiply(multiply([1, 0, 0, 1, b, c!], turn), [1, 0, 0, 1, -b, -c!]);
}

function multiply([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

function mapBox({ left, top, right, bottom }: Box, [a, b, c, d, e, f]: Matrix): Box {
  const xs = [left, right].flatMap((x) => [top, bottom].map((y) => a * x + c * y + e));
  const ys = [left, right].flatMap((x) => [top, bottom].map((y) => b * x + d * y + f));
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

function union(boxes: (Box | undefined)[]): Box | undefined {
  return boxes.reduce((joined, box) => {
    if (!joined || !box) return joined ?? box;
    return {
      left: Math.min(joined.left, box.left),
      top: Math.min(joined.top, box.top),
      right: Math.max(joined.right, box.right),
      bottom: Math.max(joined.bottom, box.bottom),
    };
  }, undefined);
}
