import { type Notebook, notebookText, sourceText } from './notebookFile.js';

/** Where the outputs of two runs of a notebook differ, a sentence for each cell; empty where they agree. */
export function differences(committed: Notebook, fresh: Notebook): string[] {
  return fresh.cells.flatMap((cell, i) => {
    const [before, after] = [committed.cells[i], cell].map((one) =>
      notebookText({ cells: [one!], metadata: {}, nbformat: 4, nbformat_minor: 5 }).split('\n'),
    );
    const line = after!.findIndex((text, k) => text !== before![k]);
    if (line < 0 && before!.length === after!.length) return [];
    const at = line < 0 ? after!.length : line;
    return [
      `cell ${i + 1} (${cell.id}), which begins "${sourceText(cell).split('\n')[0]}":\n  committed: ${short(before![at])}\n  fresh:     ${short(after![at])}`,
    ];
  });
}

const short = (text = '(nothing)') => (text.trim().length > 160 ? `${text.trim().slice(0, 160)}…` : text.trim());
