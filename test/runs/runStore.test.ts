import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { runStore } from '../../src/runs/index.js';
import { madeRun } from './storedRun.js';

const root = mkdtempSync(join(tmpdir(), 'dice-workbook-store-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
const fresh = () => join(root, String(folders++));
const run = madeRun();
const parameters = Float32Array.of(0.1, -2, 3e-9);

/** A store that holds one run. */
function filled(): { folder: string; store: ReturnType<typeof runStore> } {
  const folder = fresh();
  const store = runStore(folder);
  store.write(run, parameters);
  return { folder, store };
}

describe('runStore(folder)', () => {
  it('gives back what was written, and its key', () => {
    const { store } = filled();
    expect(store.read(run.key)).toEqual(run);
    expect(store.parameters(run.key)).toEqual(parameters);
    expect(store.keys()).toEqual([run.key]);
  });

  it('writes a network that is a part of a larger buffer', () => {
    const store = runStore(fresh());
    store.write(run, new Float32Array([9, 1, 2, 9]).subarray(1, 3));
    expect(store.parameters(run.key)).toEqual(Float32Array.of(1, 2));
  });

  it('has nothing before it is written to, and makes no folder for being asked', () => {
    const folder = fresh();
    const store = runStore(folder);
    expect([store.read('a'), store.parameters('a'), store.keys()]).toEqual([undefined, undefined, []]);
    expect(existsSync(folder)).toBe(false);
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, text.length / 2)],
    ['of another run', (text: string) => text.replace(/"key":"\w+"/, '"key":"other"')],
    ['without images', (text: string) => text.replace('"images"', '"pictures"')],
    ['empty', () => ''],
    ['null', () => 'null'],
  ])('takes a result as absent that is %s', (_, damage) => {
    const { folder, store } = filled();
    const path = join(folder, `${run.key}.json`);
    writeFileSync(path, damage(readFileSync(path, 'utf8')));
    expect(store.read(run.key)).toBeUndefined();
    store.write(run, parameters);
    expect(store.read(run.key)).toEqual(run);
  });

  it('takes a network as absent whose bytes are no whole numbers', () => {
    const { folder, store } = filled();
    writeFileSync(join(folder, `${run.key}.f32`), Buffer.alloc(7));
    expect(store.parameters(run.key)).toBeUndefined();
  });

  it('leaves nothing half-written', () =>
    expect(readdirSync(filled().folder).sort()).toEqual([`${run.key}.f32`, `${run.key}.json`]));

  it('says in a sentence where it cannot write', () => {
    const path = fresh();
    writeFileSync(path, '');
    expect(() => runStore(path).claim('a')).toThrow(/cannot be written: .*Name a folder/s);
    expect(() => runStore(path).write(run, parameters)).toThrow(
      'cannot be written: a file stands where a folder should be',
    );
  });
});

describe('claim(key)', () => {
  const claimOf = (folder: string, owner: unknown, key = 'a') => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${key}.claim`), typeof owner === 'string' ? owner : JSON.stringify(owner));
  };
  /** The number of a process that has just ended. */
  const ended = () => spawnSync(process.execPath, ['-e', '']).pid;

  it('is had once, and again after it was given back', () => {
    const folder = fresh();
    const [one, other] = [runStore(folder), runStore(folder)];
    const release = one.claim('a');
    expect(release).toBeDefined();
    expect(other.claim('a')).toBeUndefined();
    expect(one.claim('a')).toBeUndefined();
    release?.();
    expect(readdirSync(folder)).toEqual([]);
    expect(other.claim('a')).toBeDefined();
  });

  it('of one run leaves others free, and is no result', () => {
    const store = runStore(fresh());
    expect(store.claim('a')).toBeDefined();
    expect(store.claim('b')).toBeDefined();
    expect(store.keys()).toEqual([]);
  });

  it('of a living process stands, also where it may not be asked', () => {
    for (const owner of [process.pid, 1]) {
      const folder = fresh();
      claimOf(folder, { host: hostname(), process: owner });
      expect(runStore(folder).claim('a')).toBeUndefined();
      expect(readdirSync(folder)).toEqual(['a.claim']);
    }
  });

  it('of a process that has ended is taken over', () => {
    const folder = fresh();
    claimOf(folder, { host: hostname(), process: ended() });
    const release = runStore(folder).claim('a');
    expect(release).toBeDefined();
    expect(JSON.parse(readFileSync(join(folder, 'a.claim'), 'utf8'))).toEqual({
      host: hostname(),
      process: process.pid,
    });
    release?.();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.runIf(existsSync('/proc/self/stat'))('of a process that has ended and was not asked for yet is taken over', () => {
    const child = spawn(process.execPath, ['-e', '']);
    // Nothing here hears of its end as long as this process does not come back to its events.
    const state = () => /\) (\w)/.exec(readFileSync(`/proc/${child.pid}/stat`, 'utf8'))?.[1];
    while (state() !== 'Z') spawnSync('sleep', ['0.05']);
    const folder = fresh();
    claimOf(folder, { host: hostname(), process: child.pid });
    expect(runStore(folder).claim('a')).toBeDefined();
  });

  it('of another machine stands, for its process cannot be asked', () => {
    const folder = fresh();
    claimOf(folder, { host: 'elsewhere', process: ended() });
    expect(runStore(folder).claim('a')).toBeUndefined();
  });

  it('that was not touched for long is taken over: a machine that was started anew gives numbers and names again', () => {
    for (const owner of [
      { host: 'elsewhere', process: 1 },
      { host: hostname(), process: process.pid },
    ]) {
      const folder = fresh();
      claimOf(folder, owner);
      const anHourAgo = new Date(Date.now() - 3_600_000);
      utimesSync(join(folder, 'a.claim'), anHourAgo, anHourAgo);
      expect(runStore(folder).claim('a')).toBeDefined();
    }
  });

  it('is touched as long as it is had, and no longer', () => {
    vi.useFakeTimers({ now: Date.now(), toFake: ['setInterval', 'clearInterval', 'Date'] });
    try {
      const folder = fresh();
      const store = runStore(folder);
      const release = store.claim('a');
      vi.advanceTimersByTime(3_600_000);
      expect(store.claim('a')).toBeUndefined();
      release?.();
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each(['', '{"host":', 'null', '{}'])('that is damaged is taken over: %j', (text) => {
    const folder = fresh();
    claimOf(folder, text);
    expect(runStore(folder).claim('a')).toBeDefined();
  });

  const script = join(root, 'race.mjs');
  const built = pathToFileURL(join(process.cwd(), 'dist/runs/runStore.js')).href;
  writeFileSync(
    script,
    `import { runStore } from ${JSON.stringify(built)};
     const [folder, start] = process.argv.slice(2);
     const store = runStore(folder);
     // All begin at one moment.
     while (Date.now() < Number(start));
     const won = Array.from({ length: 200 }, (_, i) => i).filter((i) => store.claim('run' + i) !== undefined);
     process.stdout.write(JSON.stringify(won));
     // Alive until all have tried.
     process.stdin.resume();
     process.stdin.on('end', () => process.exit());`,
  );

  /** Several processes that all try to take the same two hundred runs: what each won. */
  async function race(folder: string, processes: number): Promise<number[][]> {
    const start = Date.now() + 2500;
    const children = Array.from({ length: processes }, () => spawn(process.execPath, [script, folder, String(start)]));
    const won = await Promise.all(
      children.map(
        (child) =>
          new Promise<number[]>((resolve, reject) => {
            let text = '';
            child.stdout.on('data', (piece: Buffer) => {
              text += piece.toString();
              if (text.endsWith(']')) resolve(JSON.parse(text) as number[]);
            });
            let complaint = '';
            child.stderr.on('data', (piece: Buffer) => (complaint += piece.toString()));
            child.on('exit', (code) => reject(new Error(`exit ${code}: ${complaint}`)));
          }),
      ),
    );
    const gone = children.map((child) => new Promise((resolve) => child.on('exit', resolve)));
    children.forEach((child) => child.stdin.end());
    await Promise.all(gone);
    return won;
  }
  const all = Array.from({ length: 200 }, (_, i) => i);

  it('is won by one of four processes that race for it', async () => {
    const won = await race(fresh(), 4);
    expect(won.flat().sort((a, b) => a - b)).toEqual(all);
  });

  it('that a dead process left is won by one of four processes that race for it', async () => {
    const folder = fresh();
    const dead = ended();
    for (const i of all) claimOf(folder, { host: hostname(), process: dead }, `run${i}`);
    const won = await race(folder, 4);
    expect(won.flat().sort((a, b) => a - b)).toEqual(all);
  });
});
