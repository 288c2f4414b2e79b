import { afterAll, beforeAll, describe } from 'vitest';
import { ownOperations, useOwnOperations } from '../src/engine/ownOperations.js';
import { ENGINE_NAMES, startEngine, type EngineName } from '../src/engine/startEngine.js';

/** The engines that start on this machine, fastest first. */
export const presentEngines: EngineName[] = [];
/** The ways to run a loss here: on every engine, and on the native one also without the workbook's own operations. */
const ways: { title: string; engine: EngineName; operations: boolean }[] = [];
for (const name of ENGINE_NAMES) {
  try {
    await startEngine({ only: name });
    presentEngines.push(name);
    ways.push({ title: `the ${name} engine`, engine: name, operations: true });
    if (ownOperations())
      ways.push({ title: `the ${name} engine without own operations`, engine: name, operations: false });
    else if (name === 'native') console.warn("skipped: the workbook's own operations are not built on this machine");
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

/** The same for losses, in every way in which an engine computes them. */
export function describeLossesOnEveryEngine(title: string, define: () => void): void {
  describe.each(ways)(`${title} on $title`, ({ engine, operations }) => {
    beforeAll(async () => {
      useOwnOperations(operations);
      await startEngine({ only: engine });
    });
    afterAll(() => useOwnOperations(true));
    define();
  });
}
