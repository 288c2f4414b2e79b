import { label } from '../../figures/index.js';

/** A line below the plot that names what is left out because a run of it collapsed; none where nothing did. */
export function collapsedNote(names: readonly string[]): Record<string, unknown>[] {
  if (names.length === 0) return [];
  const [shown, more] = [names.slice(0, 6), names.length - 6];
  return [
    label(`Collapsed, left out: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`, 0, 0, {
      xref: 'paper',
      yref: 'paper',
      yanchor: 'top',
      yshift: -52,
      font: { size: 11 },
    }),
  ];
}
