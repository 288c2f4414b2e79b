import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, parse, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What TypeScript asks of the disk; the compiler's `sys` is of this kind. */
export interface Disk {
  fileExists(path: string): boolean;
  directoryExists(path: string): boolean;
  readFile(path: string, encoding?: string): string | undefined;
  getDirectories(path: string): string[];
  realpath?(path: string): string;
  watchFile?(path: string, changed: unknown, everyMs?: number, options?: unknown): Watcher;
  watchDirectory?(path: string, ...rest: unknown[]): Watcher;
}

interface Watcher {
  close(): void;
}

/** The folder of packages from which this package was loaded, or which a checkout of it has. */
export function ownModules(): string {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const holder = dirname(join(root, '.'));
  return basename(holder) === 'node_modules' ? holder : join(root, 'node_modules');
}

/**
 * Has a TypeScript compiler look into `modules` last, when no folder above the notebook has a package: what NODE_PATH
 * does for Node.js. The last place where packages are looked for, `/node_modules`, then stands for that folder, unless
 * it is there.
 */
export function lookLastIn(modules: string, disk: Disk, cwd = process.cwd()): void {
  const last = join(parse(cwd).root, 'node_modules').split(sep).join('/');
  if (existsSync(last)) return;
  const there = (path: string) =>
    path === last || path.startsWith(`${last}/`) ? join(modules, path.slice(last.length)) : path;
  const { fileExists, directoryExists, readFile, getDirectories, realpath } = disk;
  disk.fileExists = (path) => fileExists(there(path));
  disk.directoryExists = (path) => directoryExists(there(path));
  disk.readFile = (path, encoding) => readFile(there(path), encoding);
  disk.getDirectories = (path) => getDirectories(there(path));
  disk.realpath = (path) => {
    const place = there(path);
    if (place === path) return realpath ? realpath(path) : path;
    return existsSync(place) ? realpathSync(place).split(sep).join('/') : path;
  };
}

/**
 * Has the compiler watch no folder and no package: a package that is installed or built while a notebook is open would
 * start a compilation between two cells, which fails outside of any cell. Sources beside the notebook are still watched.
 */
export function watchOwnSourcesOnly(disk: Disk): void {
  const nothing: Watcher = { close() {} };
  const { watchFile } = disk;
  disk.watchDirectory = () => nothing;
  disk.watchFile = (path, ...rest) =>
    watchFile && !path.endsWith('.d.ts') && !/\bnode_modules\b|package\.json$/.test(path)
      ? watchFile.call(disk, path, ...rest)
      : nothing;
}
