import { availableParallelism, totalmem } from 'node:os';
import { cacheFolder } from '../engine/native/cache.js';
import {
  NOT_INSTALLED,
  OWN_OPERATIONS,
  installNative,
  lastInstall,
  type InstallAttempt,
} from '../engine/native/installNative.js';
import { ENGINE_NAMES, startEngine } from '../engine/startEngine.js';
import type { Command } from './command.js';

export const command: Command = {
  summary: 'Tells which TensorFlow engine runs, what was tried, and how to get a faster one.',
  usage: `npx dice-workbook doctor [--install] [--json]

  --install  try again to install the native engine first
  --json     the same as JSON on standard output

Example: npx dice-workbook doctor --install`,
  options: { install: { type: 'boolean' }, json: { type: 'boolean' } },
  async run({ install, json }) {
    // Of a set-up that has been ended nothing goes on.
    process.once('disconnect', () => process.exit(130));
    process.channel?.unref();
    if (install) await installNative({ report: (line) => process.stderr.write(`${line}\n`) });
    const installed = (await lastInstall()) ?? [];
    const engines = [];
    for (const name of ENGINE_NAMES) {
      const { version, detail } = await startEngine({ only: name }).then(
        (engine) => ({ version: engine.version, detail: 'starts' }),
        (error: Error) => ({ version: undefined, detail: error.message }),
      );
      engines.push({ name, starts: version !== undefined, version, detail });
    }
    const runs = engines.find((engine) => engine.starts)!;
    const report = {
      engine: runs.name,
      version: runs.version,
      engines,
      nativeInstallation: installed,
      faster:
        runs.name !== 'native'
          ? howToGetNative(installed)
          : hasOwnOperations(installed)
            ? 'none: the native engine is the fastest'
            : `the workbook's own operations are missing, without which losses take longer: ${howToGetNative(installed)}`,
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
      cores: availableParallelism(),
      memoryGB: Math.round(totalmem() / 2 ** 30),
      cache: cacheFolder(),
    };
    process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : text(report));
  },
};

function text(report: {
  engine: string;
  version?: string;
  engines: { name: string; starts: boolean; version?: string; detail: string }[];
  nativeInstallation: InstallAttempt[];
  faster: string;
  node: string;
  platform: string;
  cores: number;
  memoryGB: number;
  cache: string;
}): string {
  const rows: [string, string][] = [
    ['runs', `the ${report.engine} engine, version ${report.version}`],
    ...report.engines.map((e): [string, string] => [e.name, e.starts ? `starts (${e.version})` : e.detail]),
    ...report.nativeInstallation.map((a, i): [string, string] => [
      i === 0 ? 'tried' : '',
      `${a.way}: ${a.ok ? 'yes' : 'no'}, ${a.detail}`,
    ]),
    ['faster', report.faster],
    ['machine', `Node ${report.node} on ${report.platform}, ${report.cores} cores, ${report.memoryGB} GB`],
    ['cache', report.cache],
  ];
  return rows.map(([key, value]) => `${key.padEnd(8)} ${value}\n`).join('');
}

function hasOwnOperations(attempts: InstallAttempt[]): boolean {
  return attempts.at(-1)?.ok === true && attempts.at(-1)?.way === OWN_OPERATIONS;
}

/** What the user can do, from what stood in the way. */
function howToGetNative(attempts: InstallAttempt[]): string {
  const obstacles = attempts.map((a) => a.detail).join(' ');
  const remedies = [
    obstacles.includes(NOT_INSTALLED.detail) && 'npm install --ignore-scripts @tensorflow/tfjs-node@4.22.0',
    /compiler/.test(obstacles) && 'install a C++ compiler (g++ or clang++)',
    /Python|pip/.test(obstacles) && 'install Python 3 with pip and let it reach its package index',
    /no TensorFlow wheel is known/.test(obstacles) && 'let npm fetch it (npm rebuild @tensorflow/tfjs-node)',
    /pip could not fetch/.test(obstacles) && 'connect to a network that reaches the downloads',
  ].filter(Boolean);
  return `${remedies.length ? `${remedies.join(', ')}, then run` : 'run'} npx dice-workbook doctor --install`;
}
