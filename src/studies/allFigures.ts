import { figures, type Figure } from '../figures/index.js';
import { committedStudyRuns, figureOf, obstacles, type ResultFigure } from './figures/resultFigure.js';
import type { MaterialId, StudyRuns } from './figures/studyRuns.js';
import { continuedComparison, coreComparison } from './figures/coreComparison.js';
import { pairwiseSignificance } from './figures/pairwiseSignificance.js';
import { taskLossMap } from './figures/taskLossMap.js';
import { readExamples } from './examples/storedExamples.js';
import { exampleFigures } from './figures/examplePredictions.js';
import { criticalDifferences } from './figures/criticalDifference.js';
import { studiesWithRuns } from './committedRuns.js';
import { feedbackEffects } from './figures/feedbackEffects.js';
import { feedbackMaps } from './figures/feedbackMaps.js';
import { fewLabelsEffects } from './figures/fewLabelsEffects.js';
import { pairsEffects } from './figures/pairsEffects.js';
import { madePairs } from './figures/madePairs.js';
import { robustEffects } from './figures/robustEffects.js';
import { gainPredicted } from './figures/gainPredicted.js';
import { stepsCurve, trainingPatientsCurve } from './figures/sweepCurves.js';
import { followedLosses } from './figures/followedLosses.js';
import { learningCurves } from './figures/learningCurves.js';
import { reliabilityDiagram } from './figures/reliability.js';
import { volumeBiasFigure } from './figures/volumeBias.js';
import { crossEntropyWeights } from './figures/crossEntropyWeights.js';
import { sizeStrata } from './figures/sizeStrata.js';
import { planGrowth } from './figures/planGrowth.js';
import { tverskyWeights } from './figures/tverskyWeights.js';

/** The figures of the comparison, in reading order. */
export const RESULT_FIGURES = [
  coreComparison,
  taskLossMap,
  pairwiseSignificance,
  criticalDifferences,
  continuedComparison,
  gainPredicted,
  crossEntropyWeights,
  tverskyWeights,
  sizeStrata,
  trainingPatientsCurve,
  stepsCurve,
  learningCurves,
  followedLosses,
  reliabilityDiagram,
  volumeBiasFigure,
] as unknown as readonly ResultFigure<Record<string, unknown>>[];

const MATERIALS: readonly MaterialId[] = ['synthetic', 'several-classes-synthetic', 'real'];

/** The figures of the comparison that runs allow to draw, and a sentence for each that they do not. */
export function resultFigures(runsOf: (material: MaterialId) => StudyRuns): { figures: Figure[]; leftOut: string[] } {
  const drawn: Figure[] = [];
  const leftOut: string[] = [];
  for (const parts of RESULT_FIGURES)
    for (const material of MATERIALS.filter((one) => parts.materials.includes(one))) {
      const runs = runsOf(material);
      const [first, ...more] = obstacles(parts, runs);
      if (first === undefined) drawn.push(figureOf(parts, runs));
      else
        leftOut.push(
          `${parts.name}-${material} is left out: ${first}${more.length > 0 ? `, and ${more.length} more` : ''}.`,
        );
    }
  return { figures: drawn, leftOut };
}

/** Every figure of the workbook that can be drawn: those of theory and tasks, and those whose runs are all committed. */
export function allFigures(): Figure[] {
  return [
    ...figures,
    planGrowth as unknown as Figure,
    ...resultFigures(committedStudyRuns).figures,
    ...exampleFigures(committedStudyRuns('synthetic'), readExamples()),
    ...NEIGHBOUR_FIGURES.filter(({ study }) => studiesWithRuns().includes(study)).map(({ figure }) => figure),
  ];
}

/** The figures of the neighbouring studies, which are drawn as soon as the study has runs. */
const NEIGHBOUR_FIGURES = [
  { study: 'context-feedback', figure: feedbackEffects },
  { study: 'context-feedback', figure: feedbackMaps },
  { study: 'robust-population', figure: robustEffects },
  { study: 'few-labels', figure: fewLabelsEffects },
  ...pairsEffects.map((figure) => ({ study: 'synthetic-pairs', figure })),
  { study: 'synthetic-pairs', figure: madePairs },
] as unknown as { study: string; figure: Figure }[];
