import type { Folders, Recipe, RunStore, StoredRun } from '../runs/index.js';
import type { StudyTaskId } from '../tasks/index.js';
import type { ResultTable } from './tables/resultTable.js';

/** What a study is asked to do. */
export interface StudyOptions {
  /** One of its `presets`. */
  preset: string;
  /** Of its tasks; default all. */
  tasks: readonly StudyTaskId[];
  /** Sets of real images by name, and the task that each belongs to. */
  sets: readonly { set: string; task: StudyTaskId }[];
}

/** What a study makes of its runs. */
export interface StudyReport {
  /** Lines for a terminal. */
  text: string;
  /** The same in tables, to be written as files; a study may have none. */
  tables?: readonly ResultTable[];
  /** Whether what the study asks of the runs holds; a study that only compares has nothing to ask. */
  pass?: boolean;
}

/**
 * One experiment: what it asks, what it trains, and what it makes of the results. The registry is `STUDIES`; the README's
 * table, the command and the tests follow from it.
 */
export interface Study {
  /** Stable, in kebab case: the folder of its results and the word on the command line. */
  id: string;
  title: string;
  /** What it repeats or follows: authors, title, year, identifier. */
  paper: string;
  /** In one sentence with a question mark. */
  question: string;
  /** What theory or the paper leads one to expect, said before anything is trained. */
  expectation: string;
  /** What its results do not show. */
  notShown: readonly string[];
  tasks: readonly StudyTaskId[];
  /** What a preset trains, by name; `quick` takes minutes. */
  presets: Readonly<Record<string, string>>;
  /** The runs of a preset, in the order in which they are best done. */
  recipes(options: StudyOptions): Recipe[];
  report(runs: readonly StoredRun[]): StudyReport | Promise<StudyReport>;
  /** Keeps what its networks predict on example images in data/examples, where it shows some; gives the path written. */
  keepExamples?(store: RunStore): Promise<string>;
}

export type { Folders };
