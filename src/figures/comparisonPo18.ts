import { readFileSync } from 'node:fs';
import { comparisonFigure, comparisonRows, type ComparisonScores } from './comparison.js';

const RESULTS = new URL('../../data/comparison-po18-synthetic.json', import.meta.url);

/** The committed comparison of losses on the synthetic polyps. */
export const comparisonPo18 = comparisonFigure({
  id: 'comparison-po18-synthetic',
  heading: 'PO18, synthetic images',
  unit: 'image',
  rows: () => comparisonRows(JSON.parse(readFileSync(RESULTS, 'utf8')) as ComparisonScores),
});
