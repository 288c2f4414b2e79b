import { createRequire } from 'node:module';

/** One output in several forms, the richest that a viewer knows is shown: `{'text/html': …, 'text/plain': …}`. */
export type Bundle = Record<string, string>;

const require = createRequire(import.meta.url);

/** Shows an output below the cell that runs; outside of a notebook its plain text is printed. */
export function display(bundle: Bundle): void {
  const write = cellOutput();
  if (write) write({ data: bundle, metadata: {}, transient: {} }, false);
  else process.stdout.write(`${bundle['text/plain'] ?? Object.values(bundle)[0]}\n`);
}

/**
 * The running cell's way out, where this process is a tslab kernel. tslab's public `display` sends one form at a time;
 * what it calls is reached here, in the kernel's own instance of the module.
 */
function cellOutput(): ((content: object, update: boolean) => void) | undefined {
  const kernel = require.cache[require.resolve('tslab/dist/jupyter.js')];
  return (
    (kernel?.exports as { lastWriteDisplayData?: (content: object, update: boolean) => void } | undefined)
      ?.lastWriteDisplayData ?? undefined
  );
}
