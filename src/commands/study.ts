import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printable } from '../printable.js';
import { UserError } from '../userError.js';
import { refuseUnwritable, writeWhole } from '../writeWhole.js';
import { duration } from '../progress.js';
import type { Study, WorkflowOptions } from '../studies/index.js';
import type { Command } from './command.js';
import { foldersOption } from './foldersOption.js';
import { wholeOption } from './numberOption.js';
import { asksForPairs, makePairs } from './makePairs.js';
import { studyTaskOption } from './taskOption.js';
import { tellWhatIsKept } from './tellWhatIsKept.js';

const RESULTS = fileURLToPath(new URL('../../data/results', import.meta.url));

export const command: Command = {
  summary: 'Runs a study, or goes on with it: trains what is not trained yet, keeps the results, reports.',
  usage: `npx dice-workbook study [<id>] [options]

  <id>                 the study; without one, the studies are listed
  --preset <name>      quick (default) or full
  --tasks <a,b>        of its tasks; default all
  --data <set=folder>  real images: the name of the set, which begins with its task (po18_kvasirseg), and its folder; may be repeated
  --out <folder>       where runs are kept until they are merged; default runs. Stored runs are not trained again
  --results <folder>   where finished runs are merged to, <study>/<task>.jsonl; default data/results for full, else <out>/results
  --report             trains nothing, reports what is there
  --tables <folder>    writes the tables of the report too, as Markdown, CSV and LaTeX
  --examples           of dice-losses, context-feedback and synthetic-pairs: keeps what their networks make of example images, in data/examples;
                       the first two take the networks of --out
  --readme <file>      writes the tables of losses and verdicts of the committed runs of dice-losses into a Markdown file, between its
                       marks <!-- choice --> and <!-- /choice -->, <!-- abstract --> and <!-- /abstract -->
  --figures <folder>   writes the report and the figures that the runs are enough for there; ends with code 0 whatever they say
  --workflow <folder>  trains nothing: writes the plan for Snakemake, on this machine or a cluster with Slurm; runs are kept
                       there, results merged to its results/ unless --results names another folder
  --per-job <n>        of a workflow: so many runs of one task go into one job of the cluster; default 1

Pairs of your own image, in place of a run; of synthetic-pairs alone:
  --image <file>       a PNG, JPEG or TIFF of at least 25 × 25 pixels
  --mask <file>        what is marked on it: a picture of its size with two values
  --samples <n>        pairs to make; default 10
  --out <folder>       a new or empty folder: images/ and masks/ with PNGs of one name, which --task po18 reads (grey: is18)
  --size <pixels>      longer side of what is made, 25 to 250; default 64. The time grows with it
  --from <scale>       the coarsest scale with fresh noise; default 0, the most diverse
  --iterations <n>     of training on every scale; default 200 (minutes). The paper’s code takes 2000
  --seed <n>           default 1; the same seed gives the same pairs

A study may be stopped at any time and goes on with the same command; two at once on one --out share the work.

Example: npx dice-workbook study sanity --preset quick
Example: npx dice-workbook study synthetic-pairs --image a.png --mask b.png --samples 10 --out pairs`,
  options: {
    preset: { type: 'string' },
    tasks: { type: 'string' },
    data: { type: 'string', multiple: true },
    out: { type: 'string' },
    results: { type: 'string' },
    report: { type: 'boolean' },
    tables: { type: 'string' },
    readme: { type: 'string' },
    examples: { type: 'boolean' },
    figures: { type: 'string' },
    workflow: { type: 'string' },
    'per-job': { type: 'string' },
    image: { type: 'string' },
    mask: { type: 'string' },
    samples: { type: 'string' },
    size: { type: 'string' },
    from: { type: 'string' },
    iterations: { type: 'string' },
    seed: { type: 'string' },
  },
  positionals: true,
  async run(values, [id, ...rest]) {
    if (asksForPairs(id, values)) return makePairs(values);
    const {
      STUDIES,
      studyOf,
      runStudy,
      MARKED_TABLES,
      committedTable,
      writeMarkedTables,
      writeTables,
      drawableFigures,
    } = await import('../studies/index.js');
    const { writeFigures } = await import('../figures/index.js');
    if (rest.length > 0) throw new UserError(`study takes one id, got ${[id, ...rest].join(' ')}.`);
    if (id === undefined) {
      for (const one of STUDIES) process.stdout.write(`${one.id}\n  ${one.question}\n${presets(one.presets)}\n`);
      return;
    }
    const study = studyOf(id);
    const preset = (values.preset as string | undefined) ?? 'quick';
    if (!Object.hasOwn(study.presets, preset))
      throw new UserError(`\`preset\` of ${id} is one of ${Object.keys(study.presets).join(', ')}, got '${preset}'.`);
    const tasks =
      typeof values.tasks === 'string' ? await Promise.all(values.tasks.split(',').map(studyTaskOption)) : study.tasks;
    const folders = foldersOption(values.data);
    const sets = await Promise.all(
      Object.keys(folders).map(async (set) => ({ set, task: await studyTaskOption(set.split('_')[0]) })),
    );
    const asked = { preset, tasks, sets, folders };
    if (values.workflow !== undefined) {
      const other = (['out', 'report', 'figures'] as const).find((name) => values[name] !== undefined);
      if (other) throw new UserError(`\`${other}\` means nothing beside \`workflow\`, which trains nothing here.`);
      return writePlan(study, { ...asked, folder: String(values.workflow) }, values);
    }
    if (values['per-job'] !== undefined)
      throw new UserError('`per-job` is of a workflow: name its folder by `workflow`.');
    const out = (values.out as string | undefined) ?? 'runs';
    const results = (values.results as string | undefined) ?? (preset === 'full' ? RESULTS : join(out, 'results'));
    refuseUnwritable(out);
    refuseUnwritable(results);
    if (typeof values.tables === 'string') refuseUnwritable(values.tables);
    const done = tellWhatIsKept(`Runs that have ended are kept in ${out}; the same command goes on from there.`);
    const { report, runs, files, problems } = await runStudy(study, {
      ...asked,
      out,
      results,
      train: values.report !== true,
    });
    done();
    for (const problem of problems) process.stderr.write(printable(`warning: ${problem}\n`));
    const text = `${study.title}\n\n${report.text}\n\nResults: ${files.join(', ')}\n`;
    process.stdout.write(printable(text));
    const tables = report.tables ?? [];
    if (typeof values.tables === 'string')
      process.stdout.write(printable(`Tables: ${writeTables(tables, values.tables).join(', ') || 'none'}\n`));
    if (typeof values.readme === 'string')
      process.stdout.write(
        printable(`${writeMarkedTables(Object.values(MARKED_TABLES).map(committedTable), values.readme)}\n`),
      );
    if (values.examples === true) process.stdout.write(printable(`${await keepExamples(study, out)}\n`));
    if (typeof values.figures === 'string') {
      await writeFigures(drawableFigures(runs), values.figures);
      // Last: where the report is, the figures are.
      writeWhole(join(values.figures, 'report.txt'), text);
      return 0;
    }
    return report.pass === false ? 1 : 0;
  },
};

/** The masks of the committed runs on their example images, by the networks in a folder of runs. */
async function keepExamples({ id, keepExamples: keep }: Study, out: string): Promise<string> {
  if (!keep) throw new UserError(`the study ${id} keeps no examples.`);
  const { runStore } = await import('../runs/index.js');
  const { startEngine } = await import('../engine/index.js');
  await startEngine();
  return keep(runStore(join(out, 'store')));
}

async function writePlan(
  study: Study,
  options: Omit<WorkflowOptions, 'runsPerJob'>,
  values: Parameters<Command['run']>[0],
): Promise<void> {
  const runsPerJob = wholeOption('per-job', values['per-job'], { otherwise: 1 });
  const { writeWorkflow } = await import('../studies/index.js');
  const results = values.results as string | undefined;
  const { planned, done, merged, seconds } = await writeWorkflow(study, { ...options, results, runsPerJob });
  const notes = [
    ...(done > 0 ? [`${done} of them done`] : []),
    ...(merged > 0 ? [`beside ${merged} that the results files hold already`] : []),
  ];
  process.stdout.write(
    printable(
      `${[`${planned} runs`, ...notes].join(', ')}; what is left takes about ${duration(seconds)} of one core. Go on, also after whatever stops it, with\n\n` +
        `  cd ${options.folder}\n  snakemake --profile profiles/local     # or profiles/slurm\n`,
    ),
  );
}

function presets(of: Readonly<Record<string, string>>): string {
  return Object.entries(of)
    .map(([name, meaning]) => `  --preset ${name.padEnd(6)} ${meaning}\n`)
    .join('');
}
