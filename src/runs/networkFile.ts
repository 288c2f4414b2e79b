import { readFileSync } from 'node:fs';
import { TASK_IDS, type LoadedTask } from '../tasks/index.js';
import { unet, type UnetSettings } from '../training/index.js';
import { UserError } from '../userError.js';
import type { StoredRun } from './storedRun.js';
import { fromBase64, toBase64 } from './base64.js';

/** A trained network, and what it was trained on. */
export interface SavedNetwork extends Pick<LoadedTask, 'task' | 'synthetic' | 'provenance' | 'classes'> {
  /** Rows and columns of the images it was trained on. */
  size: [number, number];
  loss: string;
  /** From 0: the fold it has not seen. */
  fold: number;
  seed: number;
  /** Of real images, by name: whom it learned from, and whom of the comparison it has not seen. */
  patients?: { trainedOn: string[]; heldOut: string[] };
  /** How these patients were told from names, where the user said how. */
  patientRule?: string;
  network: UnetSettings;
  parameters: Float32Array;
}

/** The network that a run trained. */
export function networkSettings({ recipe, classes, channels }: StoredRun): UnetSettings {
  const { features, normalisation } = recipe.training.network;
  return { inputs: channels, outputs: classes.length === 2 ? 1 : classes.length, features, normalisation };
}

const FORMAT = 'dice-workbook network 2';

/** The content of a network's file. */
export function networkFile({ parameters, ...network }: SavedNetwork): string {
  return `${JSON.stringify({ format: FORMAT, ...network, parameters: toBase64(parameters) })}\n`;
}

/** Reads a file of `networkFile`. Throws a UserError where it is missing, damaged or something else. */
export function readNetwork(path: string): SavedNetwork {
  const expected = 'expected a network written by: npx dice-workbook compare --save.';
  let content: Record<string, unknown>;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UserError(`${path} cannot be read as a network (${(error as Error).message}); ${expected}`);
  }
  const { format, parameters, ...saved } = content ?? {};
  if (format !== FORMAT)
    throw new UserError(
      `${path} is no network file of this version (its format is ${JSON.stringify(format)}); ${expected}`,
    );
  const { inputs, features, outputs } = (saved.network ?? {}) as Partial<UnetSettings>;
  const whole = [
    inputs,
    features,
    outputs,
    ...(Array.isArray(saved.size) && saved.size.length === 2 ? saved.size : [NaN]),
  ].every((n) => Number.isInteger(n) && (n as number) >= 1);
  if (!whole || typeof parameters !== 'string' || !(TASK_IDS as readonly unknown[]).includes(saved.task)) {
    throw new UserError(`${path} is damaged: its task, size, network or parameters are missing or no use; ${expected}`);
  }
  const { trainedOn = [], heldOut = [] } = (saved.patients ?? {}) as Partial<NonNullable<SavedNetwork['patients']>>;
  if (![trainedOn, heldOut].every((names) => Array.isArray(names) && names.every((name) => typeof name === 'string')))
    throw new UserError(`${path} is damaged: its patients are no lists of names; ${expected}`);
  const values = fromBase64(parameters);
  const { parameterCount } = unet(saved.network as UnetSettings);
  if (values.length !== parameterCount)
    throw new UserError(
      `${path} is damaged: it holds ${values.length} parameters where its network has ${parameterCount}; ${expected}`,
    );
  return { ...(saved as unknown as SavedNetwork), parameters: values };
}
