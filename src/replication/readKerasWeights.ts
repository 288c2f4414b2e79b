import { closeSync, openSync, readSync } from 'node:fs';
import { UserError } from '../userError.js';
import type { VolumeLayer } from '../training/index.js';

const SIGNATURE = '\x89HDF\r\n\x1a\n';

/**
 * The parameters of a network of volumes from a weight file of Keras 2: of the layers that it lists, those with weights
 * are taken in its order, whatever their names.
 *
 * @param path - an HDF5 file as `model.save_weights` writes it
 * @param layers - the convolutions that are expected
 * @returns the flat parameter vector: of each layer the kernel, then the bias
 * @throws UserError where the file is missing, damaged or cut off, no weight file of Keras, or of another network
 */
export async function readKerasWeights(path: string, layers: readonly VolumeLayer[]): Promise<Float32Array> {
  refuseForeign(path);
  const { ready, File, Group, Dataset } = await import('h5wasm/node');
  (await ready).activate_throwing_error_handler();
  let file: InstanceType<typeof File> | undefined;
  try {
    file = new File(path, 'r');
    const names = namesIn(file.attrs.layer_names?.value);
    if (!names) throw notKeras(path, 'it has no list of layers (attribute layer_names)');
    const pieces: { name: string; shape: number[]; values: Float32Array }[] = [];
    for (const name of names) {
      const group = file.get(name);
      if (!(group instanceof Group)) throw notKeras(path, `layer ${name} is listed, and is not there`);
      for (const weight of namesIn(group.attrs.weight_names?.value) ?? []) {
        const data = group.get(weight);
        if (!(data instanceof Dataset)) throw notKeras(path, `${weight} of layer ${name} is listed, and is not there`);
        const values = data.value;
        if (!(values instanceof Float32Array))
          throw notKeras(path, `${weight} holds ${data.dtype} in place of 32-bit floats`);
        pieces.push({ name: weight, shape: data.shape ?? [], values });
      }
    }
    return laidOut(path, layers, pieces);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `${path} cannot be read: ${reasonOf(error)}. It is damaged, or its download was cut off: get it again.`,
    );
  } finally {
    if (file && file.file_id > 0n) file.close();
  }
}

/** Refuses what is no HDF5 file before the library is asked. */
function refuseForeign(path: string): void {
  const start = Buffer.alloc(SIGNATURE.length);
  try {
    const descriptor = openSync(path, 'r');
    readSync(descriptor, start);
    closeSync(descriptor);
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${(error as Error).message}.`);
  }
  if (start.toString('latin1') !== SIGNATURE)
    throw new UserError(
      `${path} is no HDF5 file: its first bytes are others. Where it was cloned with Git LFS, run \`git lfs pull\`; else get it again.`,
    );
}

function namesIn(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
}

function notKeras(path: string, reason: string): UserError {
  return new UserError(`${path} is no weight file of Keras: ${reason}.`);
}

/** That it ends too early, or the innermost of the reasons that the library lists. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [, bytes, whole] = /truncated file: eof = (\d+),.* stored_eof = (\d+)/.exec(message) ?? [];
  if (bytes && whole) return `it ends after ${bytes} of ${whole} bytes`;
  const reasons = [...message.matchAll(/#\d+: .*?\(\): (.*)/g)].map(([, reason]) => reason);
  return reasons.at(-1) ?? message.split('\n')[0] ?? '';
}

function laidOut(
  path: string,
  layers: readonly VolumeLayer[],
  pieces: readonly { name: string; shape: number[]; values: Float32Array }[],
): Float32Array {
  const expected = layers.flatMap(({ name, kernel }) => [
    { name: `kernel of ${name}`, shape: [...kernel] as number[] },
    { name: `bias of ${name}`, shape: [kernel[4]] },
  ]);
  const other = (what: string) =>
    new UserError(
      `${path} holds the weights of another network: ${what}. Expected is the authors' network for ISLES 2018.`,
    );
  for (const [i, { name, shape }] of expected.entries()) {
    const piece = pieces[i];
    if (!piece) throw other(`it ends after ${i} of ${expected.length} weights, before the ${name}`);
    if (piece.shape.join() !== shape.join())
      throw other(`its ${piece.name} has the shape ${piece.shape.join('×')}, the ${name} has ${shape.join('×')}`);
  }
  if (pieces.length > expected.length)
    throw other(`it holds ${pieces.length} weights, ${pieces.length - expected.length} more than expected`);
  const parameters = new Float32Array(pieces.reduce((sum, { values }) => sum + values.length, 0));
  let at = 0;
  for (const { name, values } of pieces) {
    if (!values.every(Number.isFinite)) throw new UserError(`${path}: ${name} holds a weight that is no number.`);
    parameters.set(values, at);
    at += values.length;
  }
  return parameters;
}
