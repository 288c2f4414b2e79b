/** What a Snakefile is written for. */
export interface SnakefileSettings {
  title: string;
  /** The program of this package: node, and the file it runs. */
  node: string;
  cli: string;
  /** `--data set=folder` of real images; empty without. */
  data: string[];
  /** The words of `study`, to report on the same runs. */
  study: string[];
  /** Several runs may go into one job. */
  grouped: boolean;
}

/** The Snakefile of a workflow: one rule a run, one to merge, one for report and figures. */
export function snakefile({ title, node, cli, data, study, grouped }: SnakefileSettings): string {
  return `# ${title.replaceAll('\n', ' ')}: written by npx dice-workbook study --workflow, to be started in this folder:
#   snakemake --profile profiles/local        on this machine
#   snakemake --profile profiles/slurm        on a cluster
# Whatever stops it, the same command goes on: a run whose result stands in store/ is not done again.
import json
from snakemake.utils import min_version

min_version("8.0")
NODE = config.get("node", ${python(node)})
CLI = config.get("cli", ${python(cli)})
with open("plan.json") as plan:
    FILES = json.load(plan)["files"]
RUNS = {key: run for runs in FILES.values() for key, run in runs.items()}
# Told by the node that lacks it, in the log of its run.
CHECK = (
    "command -v {NODE:q} >/dev/null && [ -f {CLI:q} ] || {{ echo \\"dice-workbook: the node $(hostname) lacks {NODE} or {CLI}. "
    "Install Node and the package there under the same path, or name others: --config node=<path> cli=<path>\\"; exit 1; }}; "
)


rule all:
    input:
        "figures/report.txt",


rule run:
    input:
        recipe=ancient("recipes/{key}.json"),
        start=lambda w: ancient("store/" + RUNS[w.key]["start"] + ".json") if "start" in RUNS[w.key] else [],
    output:
        "store/{key}.json",
    log:
        "logs/{key}.log",
    wildcard_constraints:
        key="[0-9a-f]+",
${grouped ? '    group:\n        lambda w: RUNS[w.key]["group"]\n' : ''}    threads: 1
    resources:
        # A second try, after an end for want of memory or of time, is given twice as much, a third three times.
        mem_mb=lambda w, attempt: RUNS[w.key]["memoryMb"] * attempt,
        runtime=lambda w, attempt: RUNS[w.key]["minutes"] * attempt,
    shell:
        "( " + CHECK + "exec {NODE:q} {CLI:q} run {input.recipe} --key {wildcards.key} --out .${shellWords(data)} ) > {log} 2>&1"


# The results files are no output: they may be merged by hand at any time, and are never removed for a failure.
rule merge:
    input:
        expand("store/{key}.json", key=RUNS),
    output:
        "merged.txt",
    resources:
        mem_mb=1000,
        runtime=30,
    shell:
        CHECK + "{NODE:q} {CLI:q} merge . > {output}"


rule figures:
    input:
        "merged.txt",
    output:
        "figures/report.txt",
    resources:
        mem_mb=4000,
        runtime=60,
    shell:
        CHECK + "{NODE:q} {CLI:q} study${shellWords(study)} --report --figures figures"


onerror:
    shell("{NODE:q} {CLI:q} merge . --failures {log:q} || true")
`;
}

/** A text as Python writes it. */
const python = (text: string) => JSON.stringify(text);

/** Words for the shell, within a text of Python in which braces stand for themselves when doubled. */
function shellWords(words: readonly string[]): string {
  return words
    .map((word) => ` ${/^[\w./=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`}`)
    .join('')
    .replace(/[\\"]/g, '\\$&')
    .replace(/[{}]/g, '$&$&');
}
