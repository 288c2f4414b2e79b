import type { Inspection } from '../tasks/index.js';
import type { Command } from './command.js';
import { numberOption } from './numberOption.js';
import { taskOption } from './taskOption.js';

const SHOWN_CASES = 12;

export const command: Command = {
  summary: 'Tells what lies in a data folder: cases, sizes, shares of foreground, empty masks, problems file by file.',
  usage: `npx dice-workbook inspect --task <id> [--data <folder>] [options]

  --task <id>      br18, is17, is18, mo17, po18 or wm17
  --data <folder>  in its publisher's layout (see data/README.md); default: the synthetic stand-in
  --size <pixels>  rows and columns of the samples, 16 to 1024; default 64 (wm17: 96)
  --seed <n>       of the synthetic stand-in; default 1
  --invert         the masks' target is dark
  --json           the whole report as JSON

Nothing is trained. The exit code is 2 where a problem keeps the folder from being used.

Example: npx dice-workbook inspect --task po18 --data Kvasir-SEG`,
  options: {
    task: { type: 'string' },
    data: { type: 'string' },
    size: { type: 'string' },
    seed: { type: 'string' },
    invert: { type: 'boolean' },
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
    });
    process.stdout.write(values.json === true ? `${JSON.stringify(report, undefined, 2)}\n` : inspectionText(report));
    return report.problems.some(({ severity }) => severity === 'error') ? 2 : 0;
  },
};

/** The report as text for a terminal. */
export function inspectionText({
  task,
  synthetic,
  provenance,
  cases,
  patients,
  problems,
  statistics,
}: Inspection): string {
  const percent = (share: number) => `${(100 * share).toFixed(share < 0.01 ? 2 : 1)} %`;
  const grids = new Map<string, number>();
  for (const { grid } of cases) grids.set(grid, (grids.get(grid) ?? 0) + 1);
  const commonest = [...grids].sort((a, b) => b[1] - a[1]);
  const lines = [`${task}: ${synthetic ? '' : 'real data, '}${provenance}`];
  if (statistics) {
    const {
      images,
      emptyShare,
      foregroundMean,
      foregroundMedian,
      componentsMean,
      componentsMost,
      contrast,
      contrastToNoise,
      thresholdDice,
    } = statistics;
    lines.push(
      `${cases.length} cases of ${patients} patients, ${images} images, ${percent(emptyShare)} of them with an empty mask`,
      `foreground of an image where there is any: mean ${percent(foregroundMean)}, median ${percent(foregroundMedian)}; parts: mean ${componentsMean.toFixed(1)}, most ${componentsMost}`,
      `contrast to the surroundings ${contrast.toFixed(2)} of the range, ${contrastToNoise.toFixed(1)} standard deviations; Dice of the best single threshold ${thresholdDice.toFixed(2)}`,
    );
  } else lines.push('no case could be read');
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
  for (const { file, severity, message } of problems)
    lines.push(`  ${severity}: ${message.includes(file) ? message : `${file} ${message}`}`);
  return `${lines.join('\n')}\n`;
}
