import { readFileSync } from 'node:fs';
import { TASK_IDS, type LoadedTask } from '../tasks/index.js';
import { unet, type UnetShape } from '../training/index.js';
import { UserError } from '../userError.js';
import { fromBase64, toBase64 } from './base64.js';

/** A trained network, and what it was trained on. */
export interface Network extends Pick<LoadedTask, 'task' | 'synthetic' | 'provenance' | 'classes'> {
  /** Rows and columns of the images it was trained on. */
  size: [number, number];
  loss: string;
  /** From 0: the fold it has not seen. */
  fold: number;
  seed: number;
  shape: UnetShape;
  parameters: Float32Array;
}

const FORMAT = 'dice-workbook network 1';

/** The content of a network's file. */
export function networkFile({ parameters, ...network }: Network): string {
  return `${JSON.stringify({ format: FORMAT, ...network, parameters: toBase64(parameters) })}\n`;
}

/** Reads a file of `networkFile`. Throws a UserError where it is missing, damaged or something else. */
export function readNetwork(path: string): Network {
  const expected = 'expected a network written by: npx dice-workbook compare --save.';
  let content: Record<string, unknown>;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UserError(`${path} cannot be read as a network (${(error as Error).message}); ${expected}`);
  }
  const { format, parameters, ...network } = content ?? {};
  if (format !== FORMAT)
    throw new UserError(
      `${path} is no network file of this version (its format is ${JSON.stringify(format)}); ${expected}`,
    );
  const { inputs, features, outputs } = (network.shape ?? {}) as Partial<UnetShape>;
  const whole = [inputs, features, outputs, ...(Array.isArray(network.size) ? network.size : [NaN])].every(
    (n) => Number.isInteger(n) && (n as number) >= 1,
  );
  if (!whole || typeof parameters !== 'string' || !(TASK_IDS as readonly unknown[]).includes(network.task)) {
    throw new UserError(`${path} is damaged: its task, size, shape or parameters are missing or no use; ${expected}`);
  }
  const values = fromBase64(parameters);
  const count = unet({ ...(network.shape as UnetShape), normalisation: 'none' }).parameterCount;
  if (values.length !== count)
    throw new UserError(
      `${path} is damaged: it holds ${values.length} parameters where its network has ${count}; ${expected}`,
    );
  return { ...(network as unknown as Network), parameters: values };
}
