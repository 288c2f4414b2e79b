import { nearestName } from '../losses/nearestName.js';
import { UserError } from '../userError.js';
import { contextFeedback } from './contextFeedback.js';
import { diceLosses } from './diceLosses.js';
import { fewLabels } from './fewLabels.js';
import { learningRatePilot } from './learningRatePilot.js';
import { robustPopulation } from './robustPopulation.js';
import { syntheticPairs } from './syntheticPairs.js';
import { sanity } from './sanity.js';
import type { Study } from './study.js';

/** Every study, in reading order. */
export const STUDIES: readonly Study[] = [
  sanity,
  learningRatePilot,
  diceLosses,
  contextFeedback,
  robustPopulation,
  fewLabels,
  syntheticPairs,
];

/** The study of an id. Throws a UserError that lists the studies where there is none of that name. */
export function studyOf(id: string): Study {
  const study = STUDIES.find((one) => one.id === id);
  if (study) return study;
  const ids = STUDIES.map((one) => one.id);
  const nearest = nearestName(id, ids);
  const meant = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  throw new UserError(`unknown study '${id}'.${meant} Studies: ${ids.join(', ')}.`);
}
