import { UserError } from '../../userError.js';
import type { Problem } from '../layouts/case.js';
import type { LabelMap } from '../readers/labelMap.js';

/** One case of a folder of one's own, as paths relative to the folder. */
export interface OwnFiles {
  id: string;
  /** One file a channel, or one that holds them all. */
  images: string[];
  mask?: string;
  /** Where its path names one. */
  patient?: string;
}

/** What is done with images before a network sees them; everything has a default. */
export interface Preprocessing {
  /** Of pictures: the part that is used, as fractions; default all of it. */
  crop?: { left: number; top: number; width: number; height: number };
  /** (value − shift) / scale, one of each for a channel; default mean 0 and deviation 1 in each image or volume. */
  intensity?: { shifts: number[]; scales: number[] };
  /** Of volumes: what lies above this value of this channel counts, the rest is 0 and does not; default all counts. */
  body?: { channel: string; above: number };
}

/** Which labels are which class, as the folder says. */
export interface OwnClasses {
  /** Background first. */
  names: string[];
  /** The class of each label, 0 for background; other labels are refused. */
  classOf: ReadonlyMap<number, number>;
  /** Labels whose pixels do not count. */
  ignored: number[];
}

/** What a folder of one's own was found to hold. */
export interface OwnSet {
  layout: string;
  cases: OwnFiles[];
  problems: Problem[];
  /** Names of the channels, where the folder names them. */
  channels?: string[];
  classes?: OwnClasses;
  /** A rule as `patientsOfRule` takes it. */
  patients?: string;
  preprocessing?: Preprocessing;
}

/** The classes of labels by name: `{ tumour: [1, 2], oedema: [3] }`. Throws a UserError where a label has two. */
export function classesOfNames(
  named: readonly (readonly [name: string, labels: readonly number[]])[],
  file: string,
): OwnClasses {
  const classes: OwnClasses & { classOf: Map<number, number> } = {
    names: ['background'],
    classOf: new Map([[0, 0]]),
    ignored: [],
  };
  const taken = new Map<number, string>();
  for (const [name, labels] of named) {
    if (!labels.every((label) => Number.isInteger(label) && label >= 0) || labels.length === 0)
      throw new UserError(
        `${file}: the class ${name} needs labels, whole numbers from 0 on, got ${JSON.stringify(labels)}.`,
      );
    const background = /^background$/i.test(name) || (labels.length === 1 && labels[0] === 0);
    if (name === 'ignore') classes.ignored.push(...labels);
    else if (!background) classes.names.push(name);
    for (const label of labels) {
      const other = taken.get(label);
      if (other !== undefined)
        throw new UserError(
          `${file} gives the label ${label} to both ${other} and ${name}, and a pixel has one class. Give it one.`,
        );
      taken.set(label, name);
      if (name !== 'ignore') classes.classOf.set(label, background ? 0 : classes.names.length - 1);
    }
  }
  if (classes.names.length < 2)
    throw new UserError(`${file} names no class beside the background: expected for example {"tumour": 1}.`);
  return classes;
}

/** What the labels of a set's masks mean: as `labels` says, else as the folder says, else undefined. */
export interface Meaning {
  names: string[];
  /** Absent where nobody says: every label is the target, and the set may hold one only. */
  map?: LabelMap;
  /** The folder says it, of every label: others are refused. Else others are background. */
  whole: boolean;
  ignored: number[];
  /** Which label a predicted class is written as. */
  labelOf: number[];
}

/** Joins what the command line and the folder say of labels; the command line counts. */
export function meaningOf(declared: OwnClasses | undefined, labels: LabelMap | undefined): Meaning {
  const ignored = declared?.ignored ?? [];
  if (labels === undefined && declared === undefined)
    return { names: ['background', 'target'], whole: false, ignored, labelOf: [0, 1] };
  const map = labels ?? declared!.classOf;
  if (map === 'any') return { names: ['background', 'target'], map, whole: false, ignored, labelOf: [0, 1] };
  const classes = Math.max(...map.values());
  const names = Array.from({ length: classes + 1 }, (_, k) => {
    const own = [...map].filter(([, one]) => one === k).map(([label]) => label);
    if (k === 0) return 'background';
    if (labels === undefined) return declared!.names[k]!;
    const told = own.map((label) => declared?.names[declared.classOf.get(label) ?? 0] ?? `label ${label}`);
    return told.length === 0 ? `class ${k}` : [...new Set(told)].join(' + ');
  });
  const labelOf = names.map((_, k) => [...map].find(([, one]) => one === k)?.[0] ?? k);
  labelOf[0] = 0;
  return { names, map, whole: labels === undefined, ignored, labelOf };
}
