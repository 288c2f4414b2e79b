import { createRequire } from 'node:module';

/** The package's version, which stands in the provenance of results. */
export function version(): string {
  return (createRequire(import.meta.url)('../../package.json') as { version: string }).version;
}
