import { absoluteBox, type Box } from '../../src/figures/boundingBox.js';
import { svgDocument } from './svgDocument.js';

/** Line heights leave room above and below the letters, in which two texts may overlap by a little. */
const SLACK = 0.15;

interface Label {
  text: string;
  box: Box;
}

/** The texts of an SVG with their boxes, their line height shortened to the letters'. */
export function labels(svg: string): Label[] {
  return [...svgDocument(svg).querySelectorAll('[aria-label]')].flatMap((element) => {
    const box = absoluteBox(element);
    if (!box) return [];
    const slack = SLACK * Math.min(box.bottom - box.top, box.right - box.left);
    return [
      {
        text: element.getAttribute('aria-label') ?? '',
        box: { left: box.left + 1, right: box.right - 1, top: box.top + slack, bottom: box.bottom - slack },
      },
    ];
  });
}

/** What is wrong with the layout of a figure, a sentence for each fault: texts that overlap or leave the canvas. */
export function layoutFaults(svg: string): string[] {
  const root = svgDocument(svg);
  const [width, height] = [Number(root.getAttribute('width')), Number(root.getAttribute('height'))];
  const all = labels(svg);
  const cut = all.filter(({ box }) => box.left < 0 || box.top < 0 || box.right > width || box.bottom > height);
  const overlapping = all.flatMap((one, i) =>
    all
      .slice(i + 1)
      .filter((other) => intersect(one.box, other.box))
      .map((other) => `'${one.text}' overlaps '${other.text}'`),
  );
  return [...cut.map(({ text }) => `'${text}' leaves the canvas`), ...overlapping];
}

const intersect = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
