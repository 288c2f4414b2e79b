import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { signedText } from '../decimalText.js';
import { escapeHtml, overlayColor } from '../figures/index.js';
import { UserError } from '../userError.js';
import { refuseUnwritable, writeWhole } from '../writeWhole.js';
import { compareMethodScores, type MeasureComparison } from './compareMethodScores.js';
import {
  byRegion,
  cell,
  conventionsOf,
  findings,
  headings,
  interval,
  means,
  probability,
  unitOf,
  volumeUnit,
  type Mean,
} from './evaluationText.js';
import { reportStyle } from './reportStyle.js';
import type { CaseRow, FolderScores, Measure, ScoreFoldersOptions } from './scoreFolders.js';
import { worstCases, type WorstCase } from './worstCases.js';

/** What tells a report from any other page. */
const GENERATOR = '<meta name="generator" content="dice-workbook evaluate">';
/** Worst cases shown of each region. */
const SHOWN = 6;

export interface ReportOptions {
  /** Replaces a file that is no report; what was read is never replaced. Default false. */
  force?: boolean;
}

/** Throws a UserError where a report cannot be written to `path`, or would take the place of another file. */
export function checkReportPath(path: string, { force = false }: ReportOptions = {}): void {
  refuseUnwritable(dirname(resolve(path)));
  if (force || !existsSync(path) || isReport(path)) return;
  throw new UserError(
    `${path} is there already and is no report of this command. Give --report another name, or replace it with --force.`,
  );
}

function isReport(path: string): boolean {
  try {
    return readFileSync(path, 'utf8').slice(0, 1000).includes(GENERATOR);
  } catch {
    return false;
  }
}

/**
 * Writes scores as one page of HTML that needs nothing beside it: means with intervals, tests of several methods, every case, the
 * worst of them as pictures, conventions.
 *
 * @throws UserError where `path` is one of the files that were read, or another file than a report
 */
export async function writeReport(
  path: string,
  scores: FolderScores,
  options: ScoreFoldersOptions,
  { force = false }: ReportOptions = {},
): Promise<void> {
  const read = scores.pairs.flatMap(({ reference, predictions, image }) => [reference, image, ...predictions]);
  const own = [options.pairs, options.patients, ...read].find((file) => file !== undefined && samePlace(file, path));
  if (own !== undefined) throw new UserError(`${path} is one of the files that are read. Give --report another name.`);
  checkReportPath(path, { force });
  writeWhole(path, await reportPage(scores, options));
}

function samePlace(a: string, b: string): boolean {
  const real = (file: string) => {
    try {
      return realpathSync(file);
    } catch {
      return resolve(file);
    }
  };
  return real(a) === real(b);
}

async function reportPage(scores: FolderScores, options: ScoreFoldersOptions): Promise<string> {
  const { rows, methods, bad, patientsFrom } = scores;
  const names = methods.map(({ name }) => name);
  const regions = byRegion(rows);
  const cases = new Set(rows.map((row) => row.case)).size;
  const found = [
    ...bad.map((one) => `Left out, as it cannot be read: ${one}`),
    ...findings(scores).map((one) => `${one}.`),
  ];
  const parts: string[] = [];
  for (const [region, own] of regions) {
    const worst = await worstCases(own, scores, options, SHOWN);
    parts.push(regionPart(regions.length > 1 ? headOf(region) : '', own, names, worst));
  }
  const conventions = Object.values(conventionsOf(unitOf(rows), patientsFrom, options));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${GENERATOR}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`${names.join(', ')}: ${cases} cases`)}</title>
<style>${reportStyle}</style>
</head>
<body>
<main>
<h1>${names.length > 1 ? `${names.length} methods on ${cases} cases` : `${cases} cases scored`}</h1>
${found.length > 0 ? section('To be looked at', `<ul>${found.map((one) => `<li>${escapeHtml(one)}</li>`).join('')}</ul>`) : ''}
${parts.join('\n')}
${section('Conventions', `<ul>${conventions.map((one) => `<li>${escapeHtml(one)}</li>`).join('')}</ul>`)}
</main>
</body>
</html>
`;
}

const headOf = (region: string) => (/^[\d+]+$/.test(region) ? `Label ${region}` : region);
const section = (title: string, content: string) => `<section><h2>${escapeHtml(title)}</h2>${content}</section>`;

function regionPart(
  region: string,
  rows: readonly CaseRow[],
  names: readonly string[],
  worst: readonly WorstCase[],
): string {
  const titled = (title: string) => (region === '' ? title : `${region}: ${title}`);
  const ofMethod = names.map((method) => rows.filter((row) => row.method === method));
  const overall = ofMethod.map(means);
  const comparisons = names.length > 1 ? compareMethodScores(rows, names) : [];
  const unit = unitOf(rows);
  return [
    section(titled('Means'), meansTable(overall, names, unit, ofMethod[0]!.length)),
    section(
      titled('Dice of every case'),
      ofMethod.map((own, m) => strip(names[m]!, own, overall[m]!.dice)).join('') + SCALE,
    ),
    ...comparisons.map((one) =>
      section(titled(`Differences in ${headings(unit, '')[one.measure]}`), comparisonTable(one)),
    ),
    worst.length > 0
      ? section(
          titled('Worst cases'),
          KEY + `<div class="cases">${worst.map((one) => figure(one, names)).join('')}</div>`,
        )
      : '',
    section(
      titled('Every case'),
      `<details><summary>${ofMethod[0]!.length} cases</summary>${casesTable(rows, names.length > 1, unit)}</details>`,
    ),
  ].join('\n');
}

function meansTable(
  overall: readonly Record<Measure, Mean>[],
  names: readonly string[],
  unit: string,
  cases: number,
): string {
  const rows = (Object.entries(headings(unit, volumeUnit(unit as 'mm'))) as [Measure, string][]).map(
    ([measure, heading]) => [
      heading,
      ...overall.map((one) => interval(one[measure]) + (one[measure].cases < cases ? ` of ${one[measure].cases}` : '')),
    ],
  );
  return table([`mean of ${cases}, 95 % interval`, ...names], rows);
}

function comparisonTable({ cases, leftOut, differences, ranks }: MeasureComparison): string {
  const rows = differences.map(({ method, baseline, mean, lower, upper, signFlip, wilcoxon, better }) => [
    `${method} − ${baseline}`,
    `${signedText(mean)} [${signedText(lower)}, ${signedText(upper)}]`,
    `${probability(signFlip.p)} (${probability(signFlip.holm)})`,
    `${probability(wilcoxon.p)} (${probability(wilcoxon.holm)})`,
    better === undefined ? 'not decided' : `${better} better`,
  ]);
  const places = ranks.map(
    ({ method, rank, first }) => `${rank}. ${method}, first in ${Math.round(100 * first)} % of bootstrap samples`,
  );
  return (
    table(['difference', 'mean, 95 % interval', 'sign flips, p (Holm)', 'Wilcoxon, p (Holm)', 'decided'], rows) +
    `<p class="note">${escapeHtml(`Ranks: ${places.join('; ')}. ${cases} cases${leftOut > 0 ? `, ${leftOut} left out: undefined or infinite for a method` : ''}.`)}</p>`
  );
}

function casesTable(rows: readonly CaseRow[], several: boolean, unit: string): string {
  const named = Object.entries(headings(unit, volumeUnit(unit as 'mm'))) as [Measure, string][];
  return table(
    ['case', ...(several ? ['method'] : []), ...named.map(([, heading]) => heading)],
    [...rows]
      .sort((a, b) => (a.case === b.case ? 0 : a.case < b.case ? -1 : 1))
      .map((row) => [row.case, ...(several ? [row.method] : []), ...named.map(([name]) => cell(row[name]))]),
  );
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: 'th' | 'td', row: readonly string[]) =>
    row
      .map((text, k) =>
        tag === 'td' && k === 0 ? `<th scope="row">${escapeHtml(text)}</th>` : `<${tag}>${escapeHtml(text)}</${tag}>`,
      )
      .join('');
  return `<div class="scroll" tabindex="0"><table><thead><tr>${cells('th', headings)}</tr></thead><tbody>${rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('')}</tbody></table></div>`;
}

/** A dot for each case on a line from 0 to 1, and the mean with its interval. */
function strip(method: string, rows: readonly CaseRow[], { mean, lower, upper }: Mean): string {
  const percent = (value: number) => `${(100 * value).toFixed(2)}%`;
  // Dots that would hide each other stand on three lines.
  const dots = rows
    .filter(({ dice }) => !Number.isNaN(dice))
    .map(
      (row, k) =>
        `<i style="left:${percent(row.dice)};top:${[50, 28, 72][k % 3]}%" title="${escapeHtml(`${row.case}: ${row.dice.toFixed(3)}`)}"></i>`,
    );
  const bar =
    lower === undefined
      ? ''
      : `<b class="interval" style="left:${percent(lower)};width:${percent(upper! - lower)}"></b>`;
  const middle = Number.isNaN(mean) ? '' : `<b class="mean" style="left:${percent(mean)}"></b>`;
  return `<div class="method">${escapeHtml(method)}, mean ${cell(mean)}</div><div class="strip" role="img" aria-label="${escapeHtml(`Dice of ${dots.length} cases of ${method}, mean ${cell(mean)}`)}">${dots.join('')}${bar}${middle}</div>`;
}

const SCALE = `<div class="scale"><span>0</span><span>0.25</span><span>0.5</span><span>0.75</span><span>1</span></div><p class="note">A dot is a case, the line the mean, the bar its 95 % interval.</p>`;
const KEY = `<p class="note"><span class="key" style="background:${overlayColor.reference}"></span> reference <span class="key" style="background:${overlayColor.prediction}"></span> prediction, on top of it. Of volumes the axial slice with the most mistakes.</p>`;

function figure({ case: name, dice, pictures, slice }: WorstCase, names: readonly string[]): string {
  const panels = pictures.map(
    (svg, m) => `<div>${svg}<p>${names.length > 1 ? `${escapeHtml(names[m]!)}: ` : ''}Dice ${cell(dice[m]!)}</p></div>`,
  );
  return `<figure><figcaption>${escapeHtml(name)}${slice ? `, slice ${slice.number + 1} of ${slice.of}` : ''}</figcaption><div class="panels">${panels.join('')}</div></figure>`;
}
