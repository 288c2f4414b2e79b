import type { DoneRun, ExecuteOptions } from '../executeRun.js';
import type { Recipe } from '../recipe.js';
import type { ProcedureSettings } from './settings.js';

/** A way of doing a run, in a file of the name of its id: which code decides the result is read from that file. */
export interface Procedure<Settings extends ProcedureSettings> {
  /**
   * Refuses settings that nothing can be done with, before anything is read.
   *
   * @throws UserError naming the setting in backquotes, what was expected and what came
   */
  check(settings: Settings, recipe: Pick<Recipe, 'data' | 'start' | 'training'>): void;
  /** Does the run; `options.startParameters` is the network of the recipe's `start`, where it has one. */
  run(recipe: Recipe, options: ExecuteOptions): Promise<DoneRun>;
}
