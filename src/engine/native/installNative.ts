import { existsSync } from 'node:fs';
import { lstat, mkdir, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { writeWhole } from '../../writeWhole.js';
import { buildOwnOperations } from './buildOwnOperations.js';
import { cacheFolder, isWhole, makeEntry, removeAbandoned } from './cache.js';
import { runProgram } from './runProgram.js';
import { WHEEL_VERSION, buildWheelLibrary } from './wheelLibrary.js';

/** One way to the native library, tried. */
export interface InstallAttempt {
  way: string;
  ok: boolean;
  /** Why it did not work, or what was installed. */
  detail: string;
}

export interface InstallOptions {
  /** The folder of `@tensorflow/tfjs-node`; default: the installed one. */
  packageFolder?: string;
  env?: NodeJS.ProcessEnv;
  /** Called with one line as each way is tried. */
  report?: (line: string) => void;
}

const LOAD_LIMIT_S = 60;

/**
 * Ways to the native library in the order of preference, each a download whose hash is known, which tfjs-node's own has
 * not; each fills an empty folder with `lib` (and `deps`).
 */
const WAYS = [
  {
    way: `TensorFlow ${WHEEL_VERSION} from the Python wheel`,
    key: `tensorflow-${WHEEL_VERSION}`,
    fill: buildWheelLibrary,
  },
];

/**
 * The folder of the installed `@tensorflow/tfjs-node`, or undefined: it is optional, so that no firewall breaks an
 * installation.
 */
export function tfjsNodeFolder(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/package.json'));
  } catch {
    return undefined;
  }
}

/** The attempt that follows one that installed a library. */
export const OWN_OPERATIONS = "the workbook's own operations";

/** What there is to say where the package itself is missing. */
export const NOT_INSTALLED: InstallAttempt = {
  way: "tfjs-node's own binary",
  ok: false,
  detail: 'the package @tensorflow/tfjs-node is not installed',
};

/**
 * Gives `@tensorflow/tfjs-node` a native library: its own binary where it loads, else one from the user's cache, else
 * one built against the Python wheel `tensorflow-cpu`; and the workbook's own operations,
 * compiled against it. It never throws: everything that fails is one attempt with its reason.
 */
export async function installNative({
  packageFolder = tfjsNodeFolder(),
  env = process.env,
  report = () => {},
}: InstallOptions = {}): Promise<InstallAttempt[]> {
  if (packageFolder === undefined) return [NOT_INSTALLED];
  const attempts: InstallAttempt[] = [];
  const attempt = async (way: string, run: () => Promise<string>): Promise<boolean> => {
    try {
      attempts.push({ way, ok: true, detail: await run() });
    } catch (error) {
      attempts.push({ way, ok: false, detail: (error as Error).message });
    }
    const { ok, detail } = attempts.at(-1)!;
    report(`  ${way}: ${ok ? 'yes' : 'no'}, ${detail}`);
    return ok;
  };
  const installed = async (): Promise<boolean> => {
    if (await attempt("tfjs-node's own binary", () => loadAsMade(packageFolder))) return true;
    const entries = WAYS.map(({ key }) =>
      join(cacheFolder(env), `tfjs-node-${process.platform}-${process.arch}-${key}`),
    );
    await Promise.all(entries.map(removeAbandoned));
    for (const [i, { way }] of WAYS.entries()) {
      if (existsSync(entries[i]!) && (await attempt(`${way}, from the cache`, () => link(entries[i]!, packageFolder))))
        return true;
    }
    for (const [i, { way, fill }] of WAYS.entries()) {
      const make = async () => {
        await makeEntry(entries[i]!, async (staging) => {
          await fill(packageFolder, staging, env);
          await load(staging);
        });
        return link(entries[i]!, packageFolder);
      };
      if (await attempt(way, make)) return true;
    }
    return false;
  };
  if (await installed()) await attempt(OWN_OPERATIONS, () => buildOwnOperations(packageFolder, env));
  // Several set-ups may be at it at once.
  writeWhole(join(packageFolder, RECORD), JSON.stringify(attempts, null, 1));
  return attempts;
}

const RECORD = 'dice-workbook-install.json';

/** What the last installation tried, or undefined where none was made yet. */
export async function lastInstall(packageFolder = tfjsNodeFolder()): Promise<InstallAttempt[] | undefined> {
  if (packageFolder === undefined) return [NOT_INSTALLED];
  return readFile(join(packageFolder, RECORD), 'utf8').then(JSON.parse, () => undefined);
}

/** Loads the binding in a process of its own: a library made for another processor ends the process that loads it. */
async function load(folder: string): Promise<string> {
  const binding = join(folder, 'lib', 'napi-v8', 'tfjs_binding.node');
  if (!existsSync(binding)) throw new Error('not there');
  const version = await runProgram(
    process.execPath,
    ['-p', 'require(process.argv[1]).TF_Version', binding],
    LOAD_LIMIT_S,
  );
  return `it loads TensorFlow ${version.trim().split('\n').at(-1)}`;
}

/** Loads what the package has, where that is a library of the cache only as long as it is the one that was made. */
async function loadAsMade(packageFolder: string): Promise<string> {
  const place = join(packageFolder, 'lib');
  const linked = await lstat(place).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
  if (linked && existsSync(place) && !(await isWhole(dirname(await realpath(place)))))
    throw new Error('its library in the cache is not the one that was made');
  return load(packageFolder);
}

/** Links a whole folder of the cache into the package and loads it from there. */
async function link(entry: string, packageFolder: string): Promise<string> {
  if (!(await isWhole(entry))) {
    await rm(entry, { recursive: true, force: true });
    throw new Error('incomplete, removed');
  }
  for (const name of ['lib', 'deps']) {
    const place = join(packageFolder, name);
    if (
      await lstat(place).then(
        () => true,
        () => false,
      )
    )
      await rm(place, { recursive: true, force: true });
    if (!existsSync(join(entry, name))) continue;
    await mkdir(packageFolder, { recursive: true });
    await symlink(join(entry, name), place, 'junction');
  }
  return load(packageFolder);
}
