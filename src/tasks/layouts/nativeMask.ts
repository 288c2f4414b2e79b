import { connectedComponents } from '../../evaluation/index.js';
import type { NativeMask } from './case.js';

/** Share of foreground and connected parts of one mask at its own size. */
export function nativeMask(mask: Uint8Array, width: number, height: number): NativeMask {
  const marked = mask.some((label) => label > 1) ? mask.map((label) => Number(label > 0)) : mask;
  let foreground = 0;
  for (let pixel = 0; pixel < marked.length; pixel++) foreground += marked[pixel]!;
  return {
    foreground: foreground / mask.length,
    parts: foreground === 0 ? 0 : connectedComponents(marked, { shape: [height, width] }).sizes.length,
  };
}
