import { givenLabels } from './givenLabels.js';
import { mutualTeaching } from './mutualTeaching.js';
import { pairsOfFew } from './pairsOfFew.js';
import type { Procedure } from './procedure.js';
import type { ProcedureId, ProcedureSettings } from './settings.js';

/** Every procedure that a recipe can name. */
const PROCEDURES: { [Id in ProcedureId]: Procedure<Extract<ProcedureSettings, { id: Id }>> } = {
  givenLabels,
  mutualTeaching,
  pairsOfFew,
};

export const PROCEDURE_IDS = Object.keys(PROCEDURES) as ProcedureId[];

export function procedureOf(settings: ProcedureSettings): Procedure<ProcedureSettings> {
  // The entry of an id takes the settings of that id.
  return PROCEDURES[settings.id] as Procedure<ProcedureSettings>;
}
