import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'dice-workbook-staged-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A process that writes masks into `out` when it gets a signal, which it listens to itself where `listens`. */
async function signalled(out: string, signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL', listens: boolean) {
  const module = new URL('../../dist/runs/stagedFolder.js', import.meta.url).href;
  const code = `
    const { StagedFolder } = await import(${JSON.stringify(module)});
    new StagedFolder(${JSON.stringify(out)}, []);
    ${listens ? `process.on('${signal}', () => { console.log('heard'); process.exitCode = 7; clearInterval(stay); });` : ''}
    const stay = setInterval(() => {}, 1000);
    console.log('ready');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  expect(existsSync(out)).toBe(true);
  child.kill(signal);
  const [status] = (await once(child, 'exit')) as [number | null];
  return status;
}

describe.skipIf(process.platform === 'win32')('a StagedFolder', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('leaves nothing of itself after %s', async (signal, code) => {
    const out = join(root, signal, 'masks');
    expect(await signalled(out, signal, false)).toBe(code);
    expect(existsSync(join(root, signal))).toBe(false);
  });

  it('leaves it to others who listen whether the process ends, as a notebook’s kernel does', async () => {
    expect(await signalled(join(root, 'heard'), 'SIGINT', true)).toBe(7);
    expect(existsSync(join(root, 'heard'))).toBe(false);
  });

  it('leaves what it wrote after a kill, which nobody hears: the test sees what is left', async () => {
    expect(await signalled(join(root, 'killed'), 'SIGKILL', false)).toBe(null);
    expect(existsSync(join(root, 'killed'))).toBe(true);
  });
});
