import { existsSync } from 'node:fs';
import { cp, readdir, rm } from 'node:fs/promises';
import { get } from 'node:https';
import { delimiter, dirname, join } from 'node:path';
import { runProgram } from './runProgram.js';

const REACH_LIMIT_S = 8;
const DOWNLOAD_LIMIT_S = 300;

/**
 * Fills `staging` with the library that `@tensorflow/tfjs-node` itself downloads, by its own install script run on a
 * copy of the package, so that a download that breaks off leaves the package as it was.
 *
 * @throws Error where the download's host is out of reach or the script fails.
 */
export async function fetchStockLibrary(packageFolder: string, staging: string, env: NodeJS.ProcessEnv): Promise<void> {
  const host = env.TFJS_NODE_CDN_STORAGE ?? env.CDN_STORAGE ?? 'https://storage.googleapis.com/';
  // Behind a proxy only the script itself knows the way.
  if (!env.HTTPS_PROXY && !env.https_proxy) await reach(host);
  const notNeeded = ['dist', 'lib', 'deps'].map((name) => join(packageFolder, name));
  await cp(packageFolder, staging, { recursive: true, filter: (path) => !notNeeded.includes(path) });
  const modules = dirname(dirname(packageFolder));
  await runProgram(
    process.execPath,
    [join(staging, 'scripts', 'install.js'), 'cpu', 'download'],
    DOWNLOAD_LIMIT_S,
    {
      ...env,
      NODE_PATH: modules,
      PATH: `${join(modules, '.bin')}${delimiter}${env.PATH ?? ''}`,
    },
    staging,
  );
  // The script ends without an error where its download broke off.
  if (!existsSync(join(staging, 'lib'))) throw new Error('its download broke off');
  for (const name of await readdir(staging)) {
    if (name !== 'lib' && name !== 'deps') await rm(join(staging, name), { recursive: true, force: true });
  }
}

function reach(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(url, { timeout: REACH_LIMIT_S * 1000 }, (response) => {
      response.destroy();
      resolve();
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${REACH_LIMIT_S} s`)));
    request.on('error', (error: NodeJS.ErrnoException) =>
      reject(new Error(`its download host is out of reach (${error.code ?? error.message})`)),
    );
  });
}
