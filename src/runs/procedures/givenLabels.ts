import { executeRun } from '../executeRun.js';
import { object } from '../checkSettings.js';
import { checkLabels, givenSamples } from './givenSamples.js';
import { labelDice } from './labelDice.js';
import type { Procedure } from './procedure.js';
import type { ProcedureSettings } from './settings.js';

type Settings = Extract<ProcedureSettings, { id: 'givenLabels' }>;

/** One network, from its own start, on labels that are not all those of the data. */
export const givenLabels: Procedure<Settings> = {
  check(settings, recipe) {
    object('procedure', settings, ['id', 'labels']);
    checkLabels(settings.labels, recipe);
  },
  async run(recipe, { folders, startParameters, onReport }) {
    const { labels } = recipe.training.procedure as Settings;
    let noted = {};
    const { start: _, ...own } = recipe;
    const done = await executeRun(
      own,
      { folders, onReport },
      {
        async prepare(data) {
          const given = await givenSamples(recipe, labels, data, { folders, startParameters });
          noted = { labelDice: labelDice(given.samples, data, given.labelled) };
          return given.samples;
        },
      },
    );
    return { ...done, run: { ...done.run, noted } };
  },
};
