import { JSDOM } from 'jsdom';

/** The outermost element of an SVG text. */
export const svgDocument = (svg: string): Element =>
  new JSDOM(svg, { contentType: 'image/svg+xml' }).window.document.documentElement;
