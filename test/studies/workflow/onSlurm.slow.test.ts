import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkflowPlan } from '../../../src/studies/index.js';
import { slurmHere, whyNoSlurm, whyNoSnakemake, type SlurmHere } from './slurmHere.js';

const SMALL = fileURLToPath(new URL('smallWorkflow.mjs', import.meta.url));
const RESULTS = 'results/made-up/po18-synthetic.jsonl';
const required = process.env.DICE_WORKBOOK_REQUIRE_CLUSTER === '1';
/** A test that cannot run says why, unless it is told that it must be able to. */
const unless = (reason: string | undefined) => (reason === undefined || required ? undefined : `skipped: ${reason}`);

const root = mkdtempSync(join(tmpdir(), 'dice-workbook-cluster-'));
const folder = (name: string) => join(root, name);
const bytes = (name: string) => readFileSync(join(folder(name), RESULTS), 'utf8');
const done = (name: string) =>
  existsSync(join(folder(name), 'store'))
    ? readdirSync(join(folder(name), 'store')).filter((file) => file.endsWith('.json'))
    : [];
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function write(what: 'pool' | 'write', name: string, env: NodeJS.ProcessEnv = {}): void {
  const { status, stderr } = spawnSync(process.execPath, [SMALL, what, folder(name)], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}

/** Snakemake in a workflow's folder: its code, and all that it said. */
function snakemake(
  name: string,
  words: string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ code: number | null; said: string }> {
  const child = spawn('snakemake', words, { cwd: folder(name), env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (said += piece.toString()));
  return new Promise((resolve) => child.on('exit', (code) => resolve({ code, said })));
}

const noSnakemake = unless(whyNoSnakemake());
const noSlurm = noSnakemake ?? unless(whyNoSlurm());

beforeAll(() => {
  if (!noSnakemake) write('pool', 'pool');
}, 900_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe.skipIf(noSnakemake)(`a workflow on this machine${noSnakemake ? ` (${noSnakemake})` : ''}`, () => {
  it('gives the bytes of the local pool, and does nothing the second time', async () => {
    write('write', 'local');
    const { code, said } = await snakemake('local', ['--profile', 'profiles/local', '--cores', '2', 'merge']);
    expect(code, said).toBe(0);
    expect(bytes('local')).toBe(bytes('pool'));
    const again = await snakemake('local', ['--profile', 'profiles/local', '--cores', '2', 'merge']);
    expect(again.said).toContain('Nothing to be done');
  }, 900_000);
});

describe.skipIf(noSlurm)(`a workflow on Slurm${noSlurm ? ` (${noSlurm})` : ''}`, () => {
  const HERE = [
    ...['--profile', 'profiles/slurm', '--retries', '0', '--latency-wait', '5', '--seconds-between-status-checks', '1'],
    ...['--slurm-no-account', '--slurm-init-seconds-before-status-checks', '1', '--slurm-status-command', 'squeue'],
  ];
  let slurm: SlurmHere;
  const onSlurm = (name: string, ...words: string[]) => snakemake(name, [...HERE, ...words], slurm.env);
  const planOf = (name: string) => JSON.parse(readFileSync(join(folder(name), 'plan.json'), 'utf8')) as WorkflowPlan;
  /** The last of the two: every other line tells a run. */
  const keysOf = (name: string, arm: string) =>
    Object.entries(planOf(name).files[RESULTS] ?? {}).flatMap(([key, run]) => (run.arm === arm ? [key] : []));
  const told = (said: string, key = '') => said.split('\n').filter((line) => line.startsWith(`run ${key}`));

  /**
   * Two runs without end, one with too little memory and one with too little time: Slurm looks at memory once a second, and
   * thinks of time in minutes, so that they go on beside the others.
   */
  let scarce: ReturnType<typeof startScarce> | undefined;
  async function startScarce() {
    write('write', 'scarce', { LONG_STEPS: '1000000' });
    const [long = '', large = ''] = keysOf('scarce', 'long');
    const plan = planOf('scarce');
    const runs = plan.files[RESULTS] ?? {};
    Object.assign(runs[long] ?? {}, { minutes: 1 });
    Object.assign(runs[large] ?? {}, { memoryMb: 100 });
    writeFileSync(join(folder('scarce'), 'plan.json'), JSON.stringify(plan));
    const { said } = await onSlurm('scarce', `store/${long}.json`, `store/${large}.json`);
    return { said, long, large };
  }

  beforeAll(async () => {
    slurm = await slurmHere(mkdtempSync(join(root, 'slurm-')));
    await slurm.startNode();
  }, 300_000);
  afterAll(() => slurm?.stop());

  it('goes on with the same command after scancel and the end of the node, to the bytes of the local pool', async () => {
    write('write', 'slurm');
    const first = onSlurm('slurm', 'merge');
    // A job that has begun to train is cancelled; and some have said that they ended.
    let [cancelled, ended] = ['', ''];
    while (cancelled === '' || done('slurm').length < 3 || ended === '') {
      await sleep(300);
      ended = slurm.ask('squeue', '-h', '-t', 'completed', '-o', '%k');
      for (const line of slurm.ask('squeue', '-h', '-t', 'running', '-o', '%i %k').split('\n')) {
        const [job = '', key] = /^(\d+) .*?([0-9a-f]{24})/.exec(line)?.slice(1) ?? [];
        if (cancelled === '' && key && existsSync(join(folder('slurm'), 'store', `${key}.claim`))) {
          slurm.ask('scancel', job);
          cancelled = key;
        }
      }
    }
    // A job that is lost before it could say that it ended is done again, its result deleted; one that has said so is not.
    slurm.killNode();
    // By the date of its network: that of its result is set by Snakemake as well.
    const trainedAt = (key: string) => statSync(join(folder('slurm'), 'store', `${key}.f32`)).mtimeMs;
    const before = done('slurm')
      .map((file) => file.replace('.json', ''))
      .filter((key) => ended.includes(key))
      .map((key) => [key, trainedAt(key)] as const);
    expect(before.length).toBeGreaterThan(0);
    expect(done('slurm').length).toBeLessThan(12);
    await sleep(1000);
    await slurm.startNode();
    scarce = startScarce();
    const { code, said } = await first;
    expect(code, said).toBe(1);
    expect(told(said, cancelled).join()).toMatch(/ended from outside|failed/);
    const again = await onSlurm('slurm', 'merge');
    expect(again.code, again.said).toBe(0);
    expect(bytes('slurm')).toBe(bytes('pool'));
    for (const [key, at] of before) expect(trainedAt(key), `${key} was done again`).toBe(at);
  }, 900_000);

  it('tells a job out of memory, one out of time, and a node without the package', async () => {
    write('write', 'without');
    const [absent = ''] = keysOf('without', 'softJaccard');
    const without = await onSlurm('without', `store/${absent}.json`, '--config', 'cli=/nowhere/cli.js');
    const { said, long, large } = await (scarce ?? startScarce());
    expect(told(said, large), said).toEqual([
      expect.stringContaining('ran out of memory; its first try asked for 100 MB'),
    ]);
    expect(told(said, long), said).toEqual([expect.stringContaining('ran out of time; its first try asked for 1 min')]);
    expect(without.said).toContain('lacks');
    expect(without.said).toContain('/nowhere/cli.js');
  }, 900_000);

  it('tells a node that does not see the folder', async () => {
    write('write', 'hidden');
    const [key = ''] = keysOf('hidden', 'softDice');
    slurm.killNode();
    await sleep(1000);
    await slurm.startNode(folder('hidden'));
    const { said } = await onSlurm('hidden', `store/${key}.json`);
    expect(told(said, key), said).toEqual([expect.stringContaining('its node does not see this folder')]);
  }, 900_000);
});
