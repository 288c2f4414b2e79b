import { display } from './display.js';

/** Shows a sentence below the cell, as Markdown: prose whose numbers are computed. */
export function say(text: string): void {
  display({ 'text/markdown': text, 'text/plain': text });
}
