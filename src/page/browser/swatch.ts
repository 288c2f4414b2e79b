import { element } from './element.js';
import { pageData } from './pageData.js';

/** A small square in the colour of a loss, on light and on dark paper. */
export function swatch(color: string): HTMLSpanElement {
  const dark = pageData().darkColors[color] ?? color;
  return element('span', { class: 'swatch', style: `background: ${color}; background: light-dark(${color}, ${dark})` });
}
