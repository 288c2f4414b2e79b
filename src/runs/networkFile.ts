import { readFileSync } from 'node:fs';
import { checkDescription, OWN_IDS, TASK_IDS, type LoadedTask, type OwnDescription } from '../tasks/index.js';
import { unet, UNET_STRIDE, type UnetSettings } from '../training/index.js';
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
  /** Of one class: the cut of the probabilities with the largest mean Dice on the patients it learned from. */
  tuned?: number;
  /** Of images of one's own: how their folder was described, as new ones are to be read. */
  own?: OwnDescription;
  network: UnetSettings;
  parameters: Float32Array;
}

/** The network that a run trained. */
export function networkSettings({ recipe, classes, channels }: StoredRun): UnetSettings {
  const { features, normalisation } = recipe.training.network;
  return { inputs: channels, outputs: classes.length === 2 ? 1 : classes.length, features, normalisation };
}

const LONGEST_TEXT = 1000;
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
  const wrong = faultOf(saved);
  if (wrong !== undefined || typeof parameters !== 'string')
    throw new UserError(`${path} is damaged: ${wrong ?? 'its parameters are missing'}; ${expected}`);
  const { trainedOn = [], heldOut = [] } = (saved.patients ?? {}) as Partial<NonNullable<SavedNetwork['patients']>>;
  if (![trainedOn, heldOut].every((names) => Array.isArray(names) && names.every((name) => typeof name === 'string')))
    throw new UserError(`${path} is damaged: its patients are no lists of names; ${expected}`);
  if (saved.own !== undefined) checkDescription(saved.own, path);
  if (saved.tuned !== undefined && !(Number(saved.tuned) >= 0 && Number(saved.tuned) <= 1))
    throw new UserError(`${path} is damaged: its tuned threshold is no number from 0 to 1; ${expected}`);
  const values = fromBase64(parameters);
  const { parameterCount } = unet(saved.network as UnetSettings);
  if (values.length !== parameterCount)
    throw new UserError(
      `${path} is damaged: it holds ${values.length} parameters where its network has ${parameterCount}; ${expected}`,
    );
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new UserError(`${path} is damaged: its parameter number ${bad + 1} is ${values[bad]}; ${expected}`);
  return { ...(saved as unknown as SavedNetwork), parameters: values };
}

/** What is wrong with what a file says of its network, in a few words: a file may hold anything. */
function faultOf(saved: Record<string, unknown>): string | undefined {
  const { task, synthetic, provenance, classes, size, loss, fold, seed, network } = saved;
  const whole = (n: unknown, least: number, most: number) =>
    Number.isSafeInteger(n) && (n as number) >= least && (n as number) <= most;
  const text = (value: unknown) => typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT;
  const sides =
    Array.isArray(size) && size.length === 2 && size.every((n) => whole(n, 16, 1024) && n % UNET_STRIDE === 0);
  const named = Array.isArray(classes) && classes.length >= 2 && classes.length <= 256 && classes.every(text);
  const { inputs, features, outputs, normalisation } = Object(network) as Partial<Record<keyof UnetSettings, unknown>>;
  const tasks: readonly unknown[] = [...TASK_IDS, ...OWN_IDS];
  if (!tasks.includes(task)) return `its task is none of ${tasks.join(', ')}`;
  if (!sides) return `its size must be two multiples of ${UNET_STRIDE} from 16 to 1024`;
  if (!named) return 'its classes must be at least two names';
  if (
    typeof synthetic !== 'boolean' ||
    !text(provenance) ||
    !text(loss) ||
    !whole(fold, 0, Infinity) ||
    !whole(seed, 0, Infinity)
  )
    return 'what it was trained on, its loss, fold or seed is missing or no use';
  if (!whole(inputs, 1, 256) || !whole(features, 1, 4096) || typeof normalisation !== 'string')
    return 'the settings of its network are missing or no use';
  const expected = classes.length === 2 ? 1 : classes.length;
  return outputs === expected
    ? undefined
    : `its network must have ${expected} outputs for its ${classes.length} classes`;
}
