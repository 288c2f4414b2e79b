import type { Inspection } from '../tasks/index.js';
import { printable } from '../printable.js';
import type { Command } from './command.js';
import { DATA_OPTIONS, DATA_USAGE, dataOptions } from './dataOptions.js';
import { numberOption } from './numberOption.js';
import { taskOption } from './taskOption.js';
import { withDashes } from './withDashes.js';

const SHOWN_CASES = 12;

export const command: Command = {
  summary: 'Tells what lies in a data folder: cases, sizes, shares of foreground, empty masks, problems file by file.',
  usage: `npx dice-workbook inspect --task <id> [--data <folder>] [options]

  --task <id>            br18, is17, is18, mo17, po18 or wm17; or own, for a folder of yours
  --data <folder>        in its publisher's layout (see data/README.md); default: the synthetic stand-in. Of own: images and masks of
                         the same names, nnU-Net's or the Decathlon's dataset.json, or an own.json that tells them
  --size <pixels>        rows and columns of the samples, 16 to 1024; default 64 (wm17, own: 96)
  --seed <n>             of the synthetic stand-in; default 1
  --invert               the masks' target is dark
${DATA_USAGE}
  --json                 the whole report as JSON

Nothing is trained. The exit code is 2 where a problem keeps the folder from being used, 1 where it must first be told what the
masks' labels mean.

Example: npx dice-workbook inspect --task po18 --data Kvasir-SEG`,
  options: {
    task: { type: 'string' },
    data: { type: 'string' },
    size: { type: 'string' },
    seed: { type: 'string' },
    invert: { type: 'boolean' },
    ...DATA_OPTIONS,
    json: { type: 'boolean' },
  },
  async run(values) {
    const { inspectTask } = await import('../tasks/index.js');
    const whole = (name: string) => numberOption(name, values[name]);
    const report = await inspectTask(await taskOption(values.task), {
      data: values.data as string | undefined,
      size: whole('size'),
      seed: whole('seed'),
      invert: values.invert === true,
      ...(await dataOptions(values)),
    });
    process.stdout.write(
      values.json === true
        ? `${JSON.stringify(report, undefined, 2)}\n`
        : withDashes(printable(inspectionText(report)), command.options),
    );
    const found = (wanted: string) => report.problems.some(({ severity }) => severity === wanted);
    return found('error') ? 2 : found('unexplained') ? 1 : 0;
  },
};

/** Problems that say the same of different files are shown so many times. */
const SHOWN_ALIKE = 5;

/** The report as text for a terminal. */
export function inspectionText(report: Inspection): string {
  const { task, synthetic, provenance, cases, problems } = report;
  const grids = new Map<string, number>();
  for (const { grid } of cases) grids.set(grid, (grids.get(grid) ?? 0) + 1);
  const commonest = [...grids].sort((a, b) => b[1] - a[1]);
  const lines = [`${task}: ${synthetic ? '' : 'real data, '}${provenance}`, ...numbersOf(report)];
  if (cases.length === 0) lines.push('');
  else
    lines.push(
      `sizes: ${commonest
        .slice(0, 5)
        .map(([grid, count]) => `${count} of ${grid}`)
        .join('; ')}${commonest.length > 5 ? `; and ${commonest.length - 5} more` : ''}`,
      '',
    );
  for (const { id, images, emptyImages, foreground } of cases.slice(0, SHOWN_CASES))
    lines.push(
      `  ${id.padEnd(40)} ${String(images).padStart(3)} images, ${String(emptyImages).padStart(3)} empty, foreground ${percent(foreground)}`,
    );
  if (cases.length > SHOWN_CASES) lines.push(`  … and ${cases.length - SHOWN_CASES} more (--json lists them)`);
  lines.push('', problems.length === 0 ? 'no problems found' : `${problems.length} problem(s):`);
  const alike = new Map<string, number>();
  for (const { file, severity, message } of problems) {
    // A whole folder of one kind says one thing: what differs in names and numbers alone is shown a few times.
    const kind = `${severity} ${message.replaceAll(file, '').replace(/\S*[\d/]\S*/g, '')}`;
    alike.set(kind, (alike.get(kind) ?? 0) + 1);
    if (alike.get(kind)! <= SHOWN_ALIKE)
      lines.push(`  ${severity}: ${message.includes(file) ? message : `${file} ${message}`}`);
  }
  const more = [...alike.values()].reduce((sum, count) => sum + Math.max(0, count - SHOWN_ALIKE), 0);
  if (more > 0) lines.push(`  … and ${more} more of these kinds (--json lists them)`);
  return `${lines.join('\n')}\n`;
}

const percent = (share: number) => `${(100 * share).toFixed(share < 0.01 ? 2 : 1)} %`;

/** First the masks as they lie on disk, then what a network would be given of them. */
function numbersOf({ cases, patients, patientsFrom, native, statistics }: Inspection): string[] {
  if (!statistics) return ['no case could be read'];
  const { images, contrast, contrastToNoise, thresholdDice } = statistics;
  const masks = native ?? {
    images,
    emptyShare: statistics.emptyShare,
    foregroundMean: statistics.foregroundMean,
    foregroundMedian: statistics.foregroundMedian,
    partsMean: statistics.componentsMean,
    partsMost: statistics.componentsMost,
  };
  const whose = {
    publisher: `of ${patients} patients`,
    user: `of ${patients} patients, as you name them`,
    names: `of likely ${patients} patients, by their names (--patients names them otherwise)`,
    'look-alike': 'of which those that look alike are to count as one patient’s',
    unknown: 'whose patients are not known (--patients names them; until then each counts as a patient of its own)',
  }[patientsFrom ?? 'publisher'];
  return [
    `${cases.length} cases ${whose}, ${images} images, ${percent(masks.emptyShare)} of them with an empty mask`,
    `foreground of an image where there is any: mean ${percent(masks.foregroundMean)}, median ${percent(masks.foregroundMedian)}; parts: mean ${masks.partsMean.toFixed(1)}, most ${masks.partsMost}`,
    ...(native
      ? [
          `resized for the network: foreground mean ${percent(statistics.foregroundMean)} of what is cut out, ${percent(statistics.emptyShare)} empty; parts: mean ${statistics.componentsMean.toFixed(1)}, most ${statistics.componentsMost}`,
        ]
      : []),
    `contrast to the surroundings ${contrast.toFixed(2)} of the range, ${contrastToNoise.toFixed(1)} standard deviations; Dice of the best single threshold ${thresholdDice.toFixed(2)}`,
  ];
}
