import type { PlotlySpec } from '../../figures/figure.js';
import { pageData } from './pageData.js';
import { download, plot } from './plots.js';

/** Room of the title in the figure, which the page sets as a heading. */
const TITLE = 30;

/** Draws each figure when it comes near the window, and lets it be saved. */
export function startGallery(): void {
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        const spec = pageData().specs[(target as HTMLElement).dataset.figure ?? ''];
        if (spec) plot(target as HTMLElement, untitled(spec));
      }
    },
    { rootMargin: '600px' },
  );
  for (const target of document.querySelectorAll('[data-figure]')) near.observe(target);
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-save]'))
    button.addEventListener('click', () => {
      const { save = '', format } = button.dataset;
      const spec = pageData().specs[save];
      if (spec) download(spec, format === 'svg' ? 'svg' : 'png', save);
    });
}

/** The figure without its title and the room above it; nothing else moves. */
export function untitled({ data, layout }: PlotlySpec): PlotlySpec {
  const { title: _, ...rest } = layout;
  const height = Number(layout.height ?? 460);
  const margin = (layout.margin ?? {}) as { t?: number };
  const legend = layout.legend as { y?: number; yref?: string } | undefined;
  const fromTop = (1 - (legend?.y ?? 1)) * height - TITLE;
  return {
    data,
    layout: {
      ...rest,
      height: height - TITLE,
      margin: { ...margin, t: Math.max(10, (margin.t ?? 84) - TITLE) },
      ...(legend?.yref === 'container' && { legend: { ...legend, y: 1 - fromTop / (height - TITLE) } }),
    },
  };
}
