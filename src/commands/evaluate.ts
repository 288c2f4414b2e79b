import { printable } from '../printable.js';
import { UserError } from '../userError.js';
import type { Command } from './command.js';
import { methodsOption, optionsOf } from './evaluateOptions.js';
import type { CaseRow, FolderScores, ScoreFoldersOptions } from './scoreFolders.js';

export const command: Command = {
  summary: 'Scores folders of predicted masks against a folder of reference masks, and compares them.',
  usage: `npx dice-workbook evaluate --reference <folder> --prediction <folder> [--prediction <folder> …] [options]

  --reference <folder>     masks: NIfTI (.nii, .nii.gz), PNG, JPEG or TIFF
  --prediction <folder>    masks of the same names on the same grids; extensions, and endings such as _gt and _pred, may differ.
                           Several folders are compared with each other; <name>=<folder> names one, else its folder does
  --pairs <file>           a table in place of the names of files, with headings: reference, and prediction or a column for each
                           method; also case, patient, image. Paths are relative to the folders given, else to the table's
  --task <id>              the reference is a data set in a layout of this task (own: of your own); predictions are named as
                           predict names them
  --names <pattern>        what names a case in the names of files, as one group: '^(\\d+)_'
  --label <set>            what is foreground: 1,2,4 (a table for each), whole=1+2+4,core=1+4 (sets by name), any
                           (all above 0 together) or all (a table for each there is); may be repeated;
                           default: the only label beside 0 that is not ignored, or the task's target
  --ignore-label <set>     labels of the reference whose pixels do not count: 2 or 2,255; default: those that the task's layout ignores
  --valid <folder>         masks of the same names: only what is marked there counts
  --spacing <mm>           of images, whose files tell none: 0.5, or one for each axis, 0.5,0.7 (row, column)
  --threshold <x>          cuts predicted probabilities, on the files' own scale; default: they are refused
  --invert <which>         the target is dark in the masks of: reference, prediction or both
  --colours <map>          masks in colour, the label of each: '#ff0000=1,#00ff00=2'
  --empty <what>           score of 0/0: one, zero or nan; default one
  --empty-distance <what>  distance where one mask is empty: infinite, diagonal, nan or millimetres; default infinite
  --tolerance <mm>         of the surface Dice; default 1
  --surface <what>         the surface Dice counts voxels, or elements by their area; default voxels
  --lesion-overlap <x>     the part of a lesion that must be predicted, 0 to 1; default 0: one voxel
  --lesion-one-to-one      a predicted component finds one lesion at most, and --lesion-overlap is their IoU
  --lesion-voxels <n>      components of fewer voxels do not count; default 1
  --patients <x>           who the patients are: a pattern of the cases' names with one group, or a file of lines name,patient.
                           Intervals and tests then are of patients; default: the task, the table, or names that tell
  --report <file>          a page (HTML) with tables, tests and the worst cases as pictures; one file, opened anywhere
  --images <folder>        what the masks were drawn on, for the pictures, named as the references are; --task knows it
  --force                  replaces the file of --report where this command did not write it; default: it is refused
  --skip-bad               leaves out pairs that cannot be read, and tells them; default: all are listed and refused
  --json                   every measure of every case as JSON: "Infinity" is infinite, null undefined
  --csv                    the same as comma-separated values: a line for each case, region and method

Distances are in millimetres by the volumes' headers, in pixels for images without --spacing. Means leave out what is undefined, and say of
how many cases. Methods are compared by sign flips and by Wilcoxon's signed ranks, with Holm's correction over all pairs; better is what
both decide. Empty masks and labels that seem exchanged are told. The line below the tables tells the conventions.

Example: npx dice-workbook evaluate --reference data/masks --prediction runs/masks --empty nan`,
  options: {
    reference: { type: 'string' },
    prediction: { type: 'string', multiple: true },
    pairs: { type: 'string' },
    task: { type: 'string' },
    names: { type: 'string' },
    label: { type: 'string', multiple: true },
    'ignore-label': { type: 'string', multiple: true },
    valid: { type: 'string' },
    spacing: { type: 'string' },
    threshold: { type: 'string' },
    invert: { type: 'string' },
    colours: { type: 'string' },
    empty: { type: 'string' },
    'empty-distance': { type: 'string' },
    tolerance: { type: 'string' },
    surface: { type: 'string' },
    'lesion-overlap': { type: 'string' },
    'lesion-one-to-one': { type: 'boolean' },
    'lesion-voxels': { type: 'string' },
    patients: { type: 'string' },
    report: { type: 'string' },
    images: { type: 'string' },
    force: { type: 'boolean' },
    'skip-bad': { type: 'boolean' },
    csv: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run(values) {
    const reference = typeof values.reference === 'string' ? values.reference : undefined;
    const report = typeof values.report === 'string' ? values.report : undefined;
    if (values.json && values.csv)
      throw new UserError('--json and --csv are two forms of one output: leave one of them out.');
    const options = await optionsOf(values);
    const methods = methodsOption(values.prediction);
    const { scoreFolders } = await import('./scoreFolders.js');
    const { checkReportPath, writeReport } = await import('./evaluationReport.js');
    // Before anything is scored, which takes long.
    if (report !== undefined) checkReportPath(report, { force: values.force === true });
    const scores = await scoreFolders(reference, methods, options);
    const text = await (values.csv ? table(scores) : values.json ? json(scores, options) : tables(scores, options));
    if (report !== undefined) {
      await writeReport(report, scores, options, { force: values.force === true });
      process.stderr.write(printable(`Written: ${report}\n`));
    }
    process.stdout.write(printable(`${text}\n`));
  },
};

async function tables(scores: FolderScores, options: ScoreFoldersOptions): Promise<string> {
  const { byRegion, comparisonText, conventionsOf, findings, methodsTable, table, unitOf } =
    await import('./evaluationText.js');
  const { compareMethodScores } = await import('./compareMethodScores.js');
  const { rows, bad, patientsFrom, methods } = scores;
  const names = methods.map(({ name }) => name);
  const regions = byRegion(rows);
  const parts = regions.map(([region, own]) => {
    const head =
      scores.regions === undefined || (regions.length === 1 && options.regions !== 'all') ? '' : `${headOf(region)}\n`;
    if (names.length < 2) return head + table(own);
    return [head + methodsTable(own, names), comparisonText(compareMethodScores(own, names), unitOf(own))]
      .filter((part) => part !== '')
      .join('\n\n');
  });
  const left = bad.length > 0 ? [`Left out, as they cannot be read: ${bad.length}\n  ${bad.join('\n  ')}`] : [];
  const found = findings(scores);
  const conventions = Object.values(conventionsOf(unitOf(rows), patientsFrom, options)).join('; ');
  return [
    ...parts,
    ...left,
    ...(found.length > 0 ? [found.map((one) => `${one}.`).join('\n')] : []),
    `Conventions: ${conventions}.`,
  ].join('\n\n');
}

const headOf = (region: string) => (/^-?\d+(\+-?\d+)*$/.test(region) ? `label ${region}` : region);

async function table({ rows }: FolderScores): Promise<string> {
  const { csv } = await import('./evaluationText.js');
  return csv(rows);
}

async function json(
  { rows, bad, methods, patientsFrom, swapped }: FolderScores,
  options: ScoreFoldersOptions,
): Promise<string> {
  const { byRegion, conventionsOf, means, unitOf } = await import('./evaluationText.js');
  const { compareMethodScores } = await import('./compareMethodScores.js');
  const names = methods.map(({ name }) => name);
  const byMethod = (own: readonly CaseRow[]) => names.map((method) => own.filter((row) => row.method === method));
  const regions = byRegion(rows).map(([region, cases]) => ({
    region,
    ...(names.length < 2
      ? { cases, means: means(cases) }
      : {
          methods: byMethod(cases).map((one, k) => ({ method: names[k], cases: one, means: means(one) })),
          comparisons: compareMethodScores(cases, names),
        }),
  }));
  const unit = unitOf(rows);
  const [first] = regions;
  const { region: _, ...only } = first ?? { region: '' };
  const whole = {
    ...(regions.length === 1 ? only : { regions }),
    unit,
    conventions: conventionsOf(unit, patientsFrom, options),
    ...(swapped.length > 0 && { swapped }),
    bad,
  };
  return JSON.stringify(whole, jsonNumber, 1);
}

const jsonNumber = (_: string, value: unknown) =>
  typeof value === 'number' && Math.abs(value) === Infinity ? String(value) : value;
