import { type Cell, type Notebook, notebookText, sourceText } from './notebookFile.js';

/**
 * Where the outputs of two runs of a notebook differ, a sentence for each cell; empty where they agree. A PNG beside an
 * SVG is the same drawing, packed by a library whose versions pack differently: the SVG is what is compared.
 */
export function differences(committed: Notebook, fresh: Notebook): string[] {
  return fresh.cells.flatMap((cell, i) => {
    const [before, after] = [committed.cells[i], cell].map((one) =>
      notebookText({ cells: [withoutPng(one!)], metadata: {}, nbformat: 4, nbformat_minor: 5 }).split('\n'),
    );
    const line = after!.findIndex((text, k) => text !== before![k]);
    if (line < 0 && before!.length === after!.length) return [];
    const at = line < 0 ? after!.length : line;
    return [
      `cell ${i + 1} (${cell.id}), which begins "${sourceText(cell).split('\n')[0]}":\n  committed: ${short(before![at])}\n  fresh:     ${short(after![at])}`,
    ];
  });
}

function withoutPng(cell: Cell): Cell {
  if (!cell.outputs) return cell;
  const outputs = cell.outputs.map((output) => {
    const data = output.data as Record<string, unknown> | undefined;
    return data && 'image/svg+xml' in data ? { ...output, data: { ...data, 'image/png': '' } } : output;
  });
  return { ...cell, outputs };
}

const short = (text = '(nothing)') => (text.trim().length > 160 ? `${text.trim().slice(0, 160)}…` : text.trim());
