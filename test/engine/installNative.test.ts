import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { installNative, lastInstall, OWN_OPERATIONS, tfjsNodeFolder } from '../../src/engine/native/installNative.js';
import { WHEEL_VERSION } from '../../src/engine/native/wheelLibrary.js';
import { ownOperationsFile } from '../../src/engine/native/buildOwnOperations.js';

/** A package folder without a library, an empty cache, and only the given programs. */
function machine(programs: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'dice-workbook-machine-'));
  const [packageFolder, bin, cache] = ['tfjs-node', 'bin', 'cache'].map((name) => join(folder, name));
  mkdirSync(packageFolder!);
  mkdirSync(bin!);
  for (const [name, script] of Object.entries(programs))
    writeFileSync(join(bin!, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const env = { PATH: bin, DICE_WORKBOOK_CACHE: cache };
  return { packageFolder: packageFolder!, cache: cache!, env };
}

const onLinux = process.platform === 'linux' && process.arch === 'x64';
const reasons = (attempts: { ok: boolean; detail: string }[]) => attempts.map((a) => `${a.ok}: ${a.detail}`);

it.runIf(onLinux)('falls through, each way in one line, where compiler and Python are missing', async () => {
  const { packageFolder, env } = machine();
  const lines: string[] = [];
  const attempts = await installNative({ packageFolder, env, report: (line) => lines.push(line) });
  expect(reasons(attempts)).toEqual(['false: not there', 'false: no C++ compiler (g++, c++ or clang++) is installed']);
  expect(lines).toHaveLength(2);
  expect(lines.every((line) => !line.includes('\n'))).toBe(true);
  expect(await lastInstall(packageFolder)).toEqual(attempts);
});

it.runIf(onLinux)('names the missing Python where there is a compiler', async () => {
  const { packageFolder, env } = machine({ 'g++': 'exit 0' });
  expect(reasons(await installNative({ packageFolder, env })).at(-1)).toBe(
    'false: no Python is installed to fetch the TensorFlow wheel with',
  );
});

it.runIf(onLinux)('does not use a wheel whose SHA-256 is not the expected one', async () => {
  // A pip whose "download" is another file: worked by hand, SHA-256 of the four bytes "evil".
  const pip = 'for a in "$@"; do [ "$p" = -d ] && printf evil > "$a/tensorflow.whl"; p="$a"; done; exit 0';
  const { packageFolder, cache, env } = machine({ 'g++': 'exit 0', python3: pip });
  const last = (await installNative({ packageFolder, env })).at(-1)!;
  expect(last.ok).toBe(false);
  expect(last.detail).toMatch(/not the expected one: SHA-256 [0-9a-f]{64} in place of [0-9a-f]{64}/);
  expect(readdirSync(cache)).toEqual([]);
  expect(existsSync(join(packageFolder, 'lib'))).toBe(false);
});

it.runIf(onLinux)('tells that pip could not reach its index, and leaves nothing behind', async () => {
  const { packageFolder, cache, env } = machine({
    'g++': 'exit 0',
    python3: '[ "$1" = --version ] && exit 0; echo "No matching distribution" >&2; exit 1',
  });
  expect(reasons(await installNative({ packageFolder, env })).at(-1)).toMatch(
    /pip could not fetch tensorflow-cpu .*No matching distribution/,
  );
  expect(readdirSync(cache)).toEqual([]);
});

it.runIf(onLinux)('removes an incomplete library from the cache and says so', async () => {
  const { packageFolder, cache, env } = machine();
  const entry = join(cache, `tfjs-node-${process.platform}-${process.arch}-tensorflow-${WHEEL_VERSION}`);
  mkdirSync(join(entry, 'lib', 'napi-v8'), { recursive: true });
  writeFileSync(join(entry, 'lib', 'napi-v8', 'tfjs_binding.node'), 'half a libra');
  const attempts = await installNative({ packageFolder, env });
  expect(reasons(attempts)[1]).toBe('false: incomplete, removed');
  expect(existsSync(entry)).toBe(false);
});

it.runIf(existsSync(join(tfjsNodeFolder() ?? '', 'lib', 'napi-v8')))(
  'leaves a library that loads as it is',
  async () => {
    const before = await lastInstall();
    // Without a compiler: neither the library nor the operations that were compiled before are touched.
    const attempts = await installNative({ env: { PATH: '' } });
    expect(attempts[0]!.detail).toMatch(/^it loads TensorFlow \d+\.\d+\.\d+$/);
    expect(reasons(attempts.slice(1))).toEqual(['false: no C++ compiler (g++, c++ or clang++) is installed']);
    if (before?.at(-1)?.way === OWN_OPERATIONS && before.at(-1)!.ok)
      expect(existsSync(ownOperationsFile(tfjsNodeFolder()!))).toBe(true);
    if (before) writeFileSync(join(tfjsNodeFolder()!, 'dice-workbook-install.json'), JSON.stringify(before, null, 1));
  },
);
