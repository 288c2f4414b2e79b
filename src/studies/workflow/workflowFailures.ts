import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UserError } from '../../userError.js';
import { readWorkflowPlan, type WorkflowRun } from './workflowPlan.js';

/** What Snakemake writes of a failed run: a paragraph that tells its result's name, its logs, and Slurm's word for the end. */
const FAILURE = /^Error in rule run:\n((?:[ \t]+.*\n?)*)/gm;

/**
 * What the failed runs of a workflow died of, a sentence each with its remedy.
 *
 * @param log - the file that Snakemake wrote
 */
export function workflowFailures(folder: string, log: string): string[] {
  if (!existsSync(log)) throw new UserError(`there is no file ${log}. Name a log of .snakemake/log.`);
  const runs = new Map(Object.values(readWorkflowPlan(folder).files).flatMap((file) => Object.entries(file)));
  const told = new Map<string, string>();
  for (const [, block = ''] of readFileSync(log, 'utf8').matchAll(FAILURE)) {
    const key = /store\/([0-9a-f]+)\.json/.exec(block)?.[1] ?? '';
    const run = runs.get(key);
    // Of several tries the last counts.
    if (run) told.set(key, `run ${key} ${causeOf(folder, key, run, block)}`);
  }
  return [...told.values()];
}

function causeOf(folder: string, key: string, { memoryMb, minutes }: WorkflowRun, block: string): string {
  const state = /SLURM status is: '(\w+)'/.exec(block)?.[1];
  const slurmLog = /([^\s,]*slurm_logs[^\s,]*\.log)/.exec(block)?.[1];
  const slurmPath = slurmLog && resolve(folder, slurmLog);
  // Without accounting, Slurm's own log alone tells want of memory.
  const slurmSaid = slurmPath && existsSync(slurmPath) ? readFileSync(slurmPath, 'utf8') : '';
  if (state === 'OUT_OF_MEMORY' || /exceeded \w+ memory limit|oom.kill/i.test(slurmSaid))
    return `ran out of memory; its first try asked for ${memoryMb} MB. Give it more: --set-resources run:mem_mb=${4 * memoryMb}`;
  if (state === 'TIMEOUT')
    return `ran out of time; its first try asked for ${minutes} min. Give it more: --set-resources run:runtime=${4 * minutes}`;
  if (state === 'NODE_FAIL') return 'was lost with its node. The same command does it again.';
  if (state === 'CANCELLED' || state === 'PREEMPTED')
    return `was ended from outside (${state}). The same command does it again.`;
  const said = lastLine(join(folder, 'logs', `${key}.log`)) ?? (slurmPath && lastLine(slurmPath));
  if (said === undefined && slurmPath !== undefined && !existsSync(slurmPath))
    return (
      `failed and left no log: its node does not see this folder, ${resolve(folder)}. ` +
      'Put the workflow on a disc that every node shares under the same path.'
    );
  return `failed: ${said ?? 'no log says why'}`;
}

/** What a log ends with: the last error that a program named, or the last line; undefined where it says nothing. */
function lastLine(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8').split('\n');
  const error = lines.findLast((line) => /^(dice-workbook|\w*Error|srun: error|slurmstepd: error): /.test(line));
  return (error ?? lines.findLast((line) => line.trim() !== ''))?.trim();
}
