import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../userError.js';
import { classesOfNames, type OwnClasses, type Preprocessing } from './ownSet.js';

/** The file that describes a folder of one's own, in it. */
export const DESCRIPTION = 'own.json';

/**
 * A folder of one's own in a few words: what `own.json` holds. In patterns of paths `{case}` is a case's name, `{patient}`
 * its patient, and `*` anything; none of them crosses a folder.
 */
export interface OwnDescription {
  /** One pattern, or one for each channel by its name. */
  images: string | Record<string, string>;
  /** Of the masks. */
  masks: string;
  /** Names of the channels, where one file holds several (4-D NIfTI, colour). */
  channels?: string[];
  /** Labels of each class by name; `ignore` does not count. Default: one label, whichever it is. */
  classes?: Record<string, number | number[]>;
  /** A pattern of the cases' names with one group, as `--patients` takes it. */
  patients?: string;
  preprocessing?: Preprocessing;
}

/** The description that lies in a folder; undefined where there is none. */
export function descriptionIn(folder: string): OwnDescription | undefined {
  const path = join(folder, DESCRIPTION);
  return existsSync(path) ? readDescription(path) : undefined;
}

/** Reads a description. Throws a UserError where it is no JSON, lacks a part, or holds one that means nothing. */
export function readDescription(path: string): OwnDescription {
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UserError(
      `${path} cannot be read as JSON: ${(error as Error).message}. data/README.md shows one that can.`,
    );
  }
  checkDescription(found, path);
  return found;
}

/** Refuses what is no description, whoever wrote it. */
export function checkDescription(found: unknown, path: string): asserts found is OwnDescription {
  const wrong = (what: string): never => {
    throw new UserError(`${path}: ${what}. data/README.md shows a whole one.`);
  };
  if (!isObject(found)) return wrong('expected an object with images and masks');
  refuseUnknown(found, ['images', 'masks', 'channels', 'classes', 'patients', 'preprocessing'], wrong);
  const { images, masks, channels, classes, patients, preprocessing } = found;
  const patterns = isObject(images) ? Object.values(images) : [images];
  for (const pattern of [...patterns, masks])
    if (typeof pattern !== 'string' || pattern.split('{case}').length !== 2)
      wrong(
        `images and masks are patterns of paths that hold {case} once, such as images/{case}.png, got ${JSON.stringify(pattern)}`,
      );
  if (
    channels !== undefined &&
    !(Array.isArray(channels) && channels.length > 0 && channels.every((name) => typeof name === 'string'))
  )
    wrong(`channels is a list of names, got ${JSON.stringify(channels)}`);
  if (channels !== undefined && isObject(images)) wrong('channels are named in images already');
  if (patients !== undefined && typeof patients !== 'string')
    wrong('patients is a pattern with one group, such as "^(p\\\\d+)_"');
  if (classes !== undefined) {
    if (!isObject(classes)) wrong('classes are labels by name, such as {"tumour": 1}');
    declaredClasses(found as unknown as OwnDescription, path);
  }
  if (preprocessing !== undefined)
    checkPreprocessing(preprocessing, namedChannels(found as unknown as OwnDescription), wrong);
}

/** The classes that a description names. */
export function declaredClasses({ classes }: OwnDescription, path: string): OwnClasses | undefined {
  return (
    classes &&
    classesOfNames(
      Object.entries(classes).map(([name, labels]) => [name, [labels].flat()] as const),
      path,
    )
  );
}

/** The channels that a description names; undefined where it names none. */
export function namedChannels({ images, channels }: OwnDescription): string[] | undefined {
  return typeof images === 'string' ? channels : Object.keys(images);
}

function checkPreprocessing(value: unknown, channels: string[] | undefined, wrong: (what: string) => never): void {
  if (!isObject(value)) return wrong('preprocessing is an object with crop, intensity or body');
  refuseUnknown(value, ['crop', 'intensity', 'body'], wrong);
  const { crop, intensity, body } = value;
  const numbers = (list: unknown): list is number[] =>
    Array.isArray(list) && list.length > 0 && list.every(Number.isFinite);
  if (crop !== undefined) {
    const { left, top, width, height } = Object(crop) as Record<string, number>;
    const inside =
      [left, top, width, height].every(Number.isFinite) && left! >= 0 && top! >= 0 && width! > 0 && height! > 0;
    if (!inside || left! + width! > 1 || top! + height! > 1)
      wrong(
        `crop is {"left", "top", "width", "height"} in fractions of the image, inside it, got ${JSON.stringify(crop)}`,
      );
  }
  if (intensity !== undefined) {
    const { shifts, scales } = Object(intensity) as Record<string, unknown>;
    const many = channels?.length;
    if (
      !numbers(shifts) ||
      !numbers(scales) ||
      shifts.length !== scales.length ||
      scales.includes(0) ||
      (many !== undefined && shifts.length !== many)
    )
      wrong(
        `intensity is {"shifts": […], "scales": […]}, a number for each${many === undefined ? '' : ` of the ${many}`} channels, no scale 0, got ${JSON.stringify(intensity)}`,
      );
  }
  if (body !== undefined) {
    const { channel, above } = Object(body) as Record<string, unknown>;
    if (!(channels ?? []).includes(String(channel)) || !Number.isFinite(above))
      wrong(
        `body is {"channel", "above"}: one of the channels that are named${channels ? `, ${channels.join(', ')},` : ' (none is)'} and a number, got ${JSON.stringify(body)}`,
      );
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function refuseUnknown(found: object, known: readonly string[], wrong: (what: string) => never): void {
  const unknown = Object.keys(found).find((key) => !known.includes(key));
  if (unknown !== undefined) wrong(`'${unknown}' means nothing here; known are ${known.join(', ')}`);
}
