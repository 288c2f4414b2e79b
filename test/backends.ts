import { beforeAll, describe } from 'vitest';
import { ENGINE_NAMES, startEngine, type EngineName } from '../src/engine/startEngine.js';

/** The engines that start on this machine, fastest first. */
export const presentEngines: EngineName[] = [];
for (const name of ENGINE_NAMES) {
  try {
    await startEngine({ only: name });
    presentEngines.push(name);
  } catch {
    console.warn(`skipped: the ${name} engine is not present on this machine`);
  }
}

/** Runs the tests of `define` once on every engine that is present. */
export function describeOnEveryEngine(title: string, define: (engine: EngineName) => void): void {
  describe.each(presentEngines)(`${title} on the %s engine`, (engine) => {
    beforeAll(async () => void (await startEngine({ only: engine })));
    define(engine);
  });
}
