import { conventionsFigure } from './conventions.js';
import { bestWeight } from './bestWeight.js';
import { diceJaccardRegion } from './diceJaccardRegion.js';
import { finiteStaircase } from './finiteStaircase.js';
import { regretPolygon } from './regretPolygon.js';
import { tverskyMap } from './tverskyMap.js';
import { diceDecision } from './diceDecision.js';
import { selfWeighting } from './selfWeighting.js';
import { submodularityViolations } from './submodularityViolations.js';
import { volumeThresholds } from './volumeThresholds.js';
import { sixTasks } from './sixTasks.js';
import { taskCeilings } from './taskCeilings.js';
import type { Figure } from './figure.js';

export type { Figure, FigureEvidence, PlotlySpec } from './figure.js';
export {
  comparisonFigure,
  comparisonRows,
  type ComparisonFigureOptions,
  type ComparisonRow,
  type ComparisonScores,
} from './comparison.js';
export { bestWeight, finiteStaircase, regretPolygon, tverskyMap };
export { conventionsFigure, diceJaccardRegion };
export { diceDecision, selfWeighting, submodularityViolations, volumeThresholds };
export { sixTasks, taskCeilings };
export { renderPng, svgToPng } from './renderPng.js';
export { renderSvg, type SvgOptions } from './renderSvg.js';
export { escapeHtml } from './escapeHtml.js';
export { classColors, overlayColor, overlaySvg, type OverlayOutline, type OverlayView } from './overlaySvg.js';
export { storedPng } from './storedPng.js';
export {
  axis,
  colorbar,
  darkColor,
  divergingScale,
  fontFamily,
  ink,
  label,
  layout,
  lossColor,
  lossSymbol,
  measureColor,
  sequentialScale,
  taskColor,
  theoryColor,
  variantColor,
  type LayoutOptions,
} from './style.js';
export { readRows, renderFigure, rowsFile, writeFigures, type WriteOptions } from './writeFigures.js';

/** Every figure of the workbook, in reading order; `npx dice-workbook figures` draws them. */
export const figures: Figure[] = [
  diceJaccardRegion,
  finiteStaircase,
  regretPolygon,
  bestWeight,
  tverskyMap,
  diceDecision,
  volumeThresholds,
  submodularityViolations,
  selfWeighting,
  sixTasks,
  taskCeilings,
  conventionsFigure,
];
