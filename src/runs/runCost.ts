import { readFileSync } from 'node:fs';
import type { TaskId } from '../tasks/index.js';
import { DEFAULT_TRAINING, type Recipe } from './recipe.js';

/** What runs cost on one synthetic task, in seconds of one processor. */
export interface SourceCost {
  task: TaskId;
  multiClass: boolean;
  size: number;
  images: number;
  /** Start of the program and its engine. */
  startS: number;
  /** To make the images. */
  makeS: number;
  /** To try the network on them. */
  tryS: number;
  /** Largest resident set of the training process. */
  memoryMb: number;
  /** An update, by loss. */
  stepMs: Record<string, number>;
}

/** What was measured, and on what. */
export interface MeasuredCosts {
  engine: string;
  machine: string;
  sources: SourceCost[];
}

/** What a run takes. */
export interface RunCost {
  /** Of one processor. */
  seconds: number;
  memoryMb: number;
}

const COSTS = new URL('../../data/run-costs.json', import.meta.url);

let known: MeasuredCosts | undefined;

/** The committed measurement, by `npx dice-workbook bench --costs`. */
export function measuredCosts(): MeasuredCosts {
  return (known ??= JSON.parse(readFileSync(COSTS, 'utf8')) as MeasuredCosts);
}

/** To read a set of real images, of which nothing is measured: some hundred volumes take minutes. */
const REAL_SET_S = 600;
/** The process that waits for the training one. */
const WAITING_MB = 150;

/**
 * What a run costs by the measurement on its task: `start + make + try + Σ steps · ms(loss)`. An update is taken to grow with
 * the pixels of a batch and the square of the network's channels, the rest with the pixels of all images; a loss that was
 * not measured counts as the slowest that was. Of a run that starts from another, that one is not counted.
 */
export function runCost({ data, training }: Recipe, { sources }: MeasuredCosts = measuredCosts()): RunCost {
  const source =
    sources.find(({ task, multiClass }) => task === data.task && multiClass === data.multiClass) ??
    sources.find(({ task }) => task === data.task);
  if (!source) throw new Error(`no cost was measured on ${data.task}`);
  const images = 'synthetic' in data ? data.synthetic.patients * data.synthetic.imagesPerPatient : source.images;
  const pixels = (data.size / source.size) ** 2;
  const channels = training.network.features / DEFAULT_TRAINING.network.features;
  const update = pixels * (training.batch / DEFAULT_TRAINING.batch) * Math.max(channels, channels ** 2);
  const slowest = Math.max(...Object.values(source.stepMs));
  const trainS = training.phases.reduce(
    (sum, { loss, steps }) => sum + (steps * (source.stepMs[loss] ?? slowest) * update) / 1000,
    0,
  );
  const all = pixels * (images / source.images);
  const readS = 'set' in data ? REAL_SET_S : source.makeS * all;
  return {
    seconds: source.startS + readS + source.tryS * all * Math.max(channels, channels ** 2) + trainS,
    memoryMb: Math.round(WAITING_MB + source.memoryMb * Math.max(1, all, update)),
  };
}
