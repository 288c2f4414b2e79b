import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../../src/notebook/freePorts.js';

/** Why Slurm cannot be started on this machine for a test; undefined where it can. */
export function whyNoSlurm(): string | undefined {
  const missing = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'srun'].find((name) => !isThere(name));
  if (missing) return `${missing} is not installed (Debian: munge, slurmctld, slurmd, slurm-client)`;
  if (process.getuid?.() !== 0) return 'only root starts the daemons of Slurm';
  return undefined;
}

/** Why Snakemake cannot be used; undefined where it can. */
export function whyNoSnakemake(): string | undefined {
  const asked = spawnSync('snakemake', ['--version'], { encoding: 'utf8' });
  if (asked.status !== 0) return 'snakemake is not installed (PyPI: snakemake, snakemake-executor-plugin-slurm)';
  if (Number(asked.stdout.split('.')[0]) < 8) return `snakemake 8 or newer is needed, ${asked.stdout.trim()} is here`;
  return undefined;
}

const isThere = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** Slurm on the loopback of this machine: one node of two cores, which sees what this machine sees. */
export interface SlurmHere {
  /** In which its commands find it. */
  env: NodeJS.ProcessEnv;
  /**
   * Starts the daemon of the node.
   *
   * @param hidden - a folder that it does not see, as if no disc were shared
   */
  startNode(hidden?: string): Promise<void>;
  /** Ends that daemon and all that it runs, as a node that loses its power. */
  killNode(): void;
  /** A command of Slurm, and what it prints. */
  ask(program: string, ...words: string[]): string;
  stop(): void;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts munge and Slurm's controller with all that they keep in a folder; no file of the machine's own Slurm is read. */
export async function slurmHere(folder: string): Promise<SlurmHere> {
  const at = (name: string) => join(folder, name);
  for (const name of ['state', 'spool', 'bin']) mkdirSync(at(name), { recursive: true });
  const [controller, node] = await freePorts(2);
  writeFileSync(at('munge.key'), Buffer.alloc(128, 7), { mode: 0o600 });
  // A job that is lost with its node waits until its old credential has expired: by default two minutes.
  writeFileSync(
    at('slurm.conf'),
    `ClusterName=test
SlurmctldHost=${hostname()}(127.0.0.1)
SlurmctldPort=${controller}
SlurmdPort=${node}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${at('munge.socket')},cred_expire=10
StateSaveLocation=${at('state')}
SlurmdSpoolDir=${at('spool')}
SlurmctldPidFile=${at('slurmctld.pid')}
SlurmdPidFile=${at('slurmd.pid')}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=1
JobAcctGatherParams=OverMemoryKill
SlurmdTimeout=10
ReturnToService=2
KillWait=2
MinJobAge=3600
NodeName=node1 NodeHostname=${hostname()} NodeAddr=127.0.0.1 CPUs=2 RealMemory=8000
PartitionName=main Nodes=ALL Default=YES MaxTime=60 State=UP
`,
  );
  // A job's environment is bare of what names this configuration.
  writeFileSync(at('bin/srun'), `#!/bin/sh\nSLURM_CONF=${at('slurm.conf')} exec ${pathOf('srun')} "$@"\n`, {
    mode: 0o755,
  });
  const env = { ...process.env, SLURM_CONF: at('slurm.conf'), PATH: `${at('bin')}:${process.env.PATH}` };
  const started: ChildProcess[] = [];
  const start = (program: string, words: string[]) => {
    const child = spawn(program, words, { env, stdio: 'ignore', detached: true });
    started.push(child);
    return child;
  };
  const until = async (isSo: () => boolean, what: string) => {
    for (let i = 0; i < 600; i++, await sleep(200)) if (isSo()) return;
    throw new Error(`waited in vain for ${what}`);
  };
  const ask = (program: string, ...words: string[]) =>
    spawnSync(program, words, { env, encoding: 'utf8' }).stdout.trim();
  start('munged', [
    ...['--foreground', '--force', `--socket=${at('munge.socket')}`, `--key-file=${at('munge.key')}`],
    ...[`--pid-file=${at('munged.pid')}`, `--log-file=${at('munged.log')}`, `--seed-file=${at('munge.seed')}`],
  ]);
  await until(() => existsSync(at('munge.socket')), 'munge');
  start('slurmctld', ['-D', '-i', '-L', at('slurmctld.log')]);
  await until(() => ask('scontrol', 'ping').includes('UP'), 'the controller of Slurm');
  let daemon: ChildProcess | undefined;
  const killNode = () => {
    const pid = daemon?.pid;
    if (pid === undefined) return;
    for (const one of [...descendants(pid, at('slurm.conf')), pid]) kill(one);
    daemon = undefined;
  };
  return {
    env,
    ask,
    async startNode(hidden) {
      const startedAt = () => /SlurmdStartTime=(\S+)/.exec(ask('scontrol', 'show', 'node', 'node1'))?.[1];
      const before = startedAt();
      const slurmd = `slurmd -D -N node1 -L ${at('slurmd.log')}`;
      daemon = hidden
        ? start('unshare', ['-m', 'sh', '-c', `mount -t tmpfs none '${hidden}' && exec ${slurmd}`])
        : start('sh', ['-c', `exec ${slurmd}`]);
      // For a while the controller shows a daemon that was killed as if it were there: a job sent to it then fails.
      await until(
        () => startedAt() !== before && /^(idle|mixed|allocated|completing)$/.test(ask('sinfo', '-h', '-o', '%T')),
        'the node of Slurm',
      );
    },
    killNode,
    stop() {
      killNode();
      for (const { pid } of started.reverse()) if (pid !== undefined) kill(pid);
    },
  };
}

const pathOf = (program: string) =>
  spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim();

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** The processes below one, and the steps that it has started: those have left its group, and are known by their environment. */
function descendants(pid: number, conf: string): number[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const rows = [...stdout.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)].map(([, id, parent, args = '']) => ({
    id: Number(id),
    parent: Number(parent),
    args,
  }));
  const steps = rows.filter(({ id, args }) => args.startsWith('slurmstepd: ') && environmentOf(id).includes(conf));
  const below = [pid, ...steps.map(({ id }) => id)];
  for (const one of below) for (const { id, parent } of rows) if (parent === one && !below.includes(id)) below.push(id);
  return below.filter((id) => id !== pid);
}

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}
