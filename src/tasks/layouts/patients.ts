import { readFileSync, statSync } from 'node:fs';
import { UserError } from '../../userError.js';

/**
 * Who says which images are of one patient: the publisher's layout; the images' names, which is likely and told; the
 * user; the images themselves, those that look alike counting as one patient's; or nobody, and then every image counts as a
 * patient of its own, which is told too.
 */
export type PatientsFrom = 'publisher' | 'names' | 'user' | 'look-alike' | 'unknown';

export interface Patients {
  from: PatientsFrom;
  /** One for each name. */
  of: string[];
}

/**
 * How names tell a patient: a word for a patient, a volume or a video with its number, the codes of large archives, or
 * two numbers of which the first is shared.
 */
const NAMES: RegExp[] = [
  /^(?<patient>TCGA[-_][A-Z0-9]{2}[-_][A-Z0-9]{4})(?![A-Z0-9])/i,
  /^(?<patient>.*?(?:^|[^a-z])(?:patient|pat|subject|subj|sub|case|volume|vol|scan|study|series|sequence|seq|video|vid|clip|pid|pt|p)[-_ ]?\d+)(?!\d)./i,
  /^(?<patient>(?:BraTS|UPENN|ISLES|AMOS|BTCV)[-_0-9A-Za-z]*?[-_]\d+)[-_](?:slice|z|s)?[-_]?\d+$/i,
  /^(?<patient>\d+)[-_. ](?:slice|frame|z|s)?[-_]?\d+$/i,
];

/**
 * The patients that names tell: where one way of naming fits every name, and some patients have several images.
 * Never guessed from numbers that follow each other: those of two patients do so too.
 */
export function patientsOfNames(names: readonly string[]): Patients {
  for (const pattern of NAMES) {
    const of = names.map((name) => pattern.exec(name)?.groups?.patient?.toLowerCase());
    const told = of.filter((patient) => patient !== undefined);
    const different = new Set(told).size;
    if (told.length === names.length && different > 1 && different < names.length) return { from: 'names', of: told };
  }
  return { from: 'unknown', of: [...names] };
}

/**
 * The patients that the user names, by a pattern or a file.
 *
 * @param rule - a regular expression whose first group, or group named `patient`, is the patient in an image's name
 * (`^(\d+)_`); or the path of a text file of lines `name,patient` (comma, semicolon or tab; a first line of headings is
 * passed over)
 * @param names - names of the images without their endings
 * @param source - what gave the rule, for the sentence of an error
 * Throws a UserError where a name has no patient, or the pattern is none.
 */
export function patientsOfRule(rule: string, names: readonly string[], source = '`patients`'): Patients {
  const isFile = statSync(rule, { throwIfNoEntry: false })?.isFile() === true;
  const patientOf = isFile ? fromFile(rule) : fromPattern(rule);
  const of = names.map(patientOf);
  const missing = names.filter((_, index) => of[index] === undefined);
  if (missing.length > 0)
    throw new UserError(
      `${source} ${rule} names no patient of ${missing.length} of ${names.length} images, such as ${missing.slice(0, 3).join(', ')}. ${isFile ? 'Add lines name,patient' : 'Give a pattern that fits every name, with one group round the patient, or a file of lines name,patient'}.`,
    );
  return { from: 'user', of: of as string[] };
}

function fromFile(path: string): (name: string) => string | undefined {
  const patients = new Map<string, string>();
  for (const line of readFileSync(path, 'utf8').split(/\r?\n/)) {
    const [name = '', patient = ''] = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    if (name !== '' && patient !== '') patients.set(name.normalize('NFC'), patient);
  }
  // Names may be given with their endings.
  const bare = new Map([...patients].map(([name, patient]) => [name.replace(/(\.nii)?\.[A-Za-z]{2,4}$/, ''), patient]));
  return (name) => patients.get(name) ?? bare.get(name);
}

function fromPattern(rule: string): (name: string) => string | undefined {
  let pattern: RegExp;
  try {
    pattern = new RegExp(rule);
  } catch (error) {
    throw new UserError(
      `\`patients\` '${rule}' is neither a file nor a regular expression: ${(error as Error).message}. Example: \`patients\` '^(patient\\d+)_'.`,
    );
  }
  return (name) => {
    const match = pattern.exec(name);
    return match?.groups?.patient ?? match?.[1];
  };
}
