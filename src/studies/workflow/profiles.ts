/** How Snakemake goes on: with what can be done beside a failure, and from what is there. */
const GOING_ON = `keep-going: true
rerun-incomplete: true
# What is done is done again neither for a newer program nor for other options, as the key of a result tells what it is of.
rerun-triggers: [mtime, input]
show-failed-logs: true
`;

/** The profile of one machine: a run a core, as the local pool does. */
export function localProfile(): string {
  return `# snakemake --profile profiles/local
cores: all
${GOING_ON}`;
}

/**
 * The profile of a cluster with Slurm.
 *
 * @param groups - of runs that go into one job, so many at a time
 */
export function slurmProfile(groups: readonly string[], runsPerJob: number): string {
  const components = groups.map((group) => `  - ${group}=${runsPerJob}\n`).join('');
  return `# snakemake --profile profiles/slurm, with Snakemake 8 or newer and snakemake-executor-plugin-slurm
executor: slurm
# Jobs that wait or run at once.
jobs: 200
${GOING_ON}retries: 2
# Until a file that a node has written is seen here, in seconds.
latency-wait: 60
# default-resources:
#   slurm_account: yours, where the cluster asks for one
#   slurm_partition: where jobs go, if not where they do by default
${runsPerJob > 1 ? `# A job of several runs asks for as many cores, and is started once for all of them.\ngroup-components:\n${components}` : ''}`;
}
