import { expect, it } from 'vitest';
import { printable } from '../src/printable.js';

it.each([
  ['a\u001b[31mred', 'a\\u001b[31mred'],
  ['bell\u0007, return\r, C1 \u009b2J', 'bell\\u0007, return\\u000d, C1 \\u009b2J'],
  ['gnp.\u202eevil', 'gnp.\\u202eevil'],
  ['lines\nand\ttabs, ä, 240×240 µm, 影像', 'lines\nand\ttabs, ä, 240×240 µm, 影像'],
])('printable(%j)', (text, expected) => expect(printable(text)).toBe(expected));
