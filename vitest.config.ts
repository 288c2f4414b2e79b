import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(`src/${path}`, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: '#mathjs', replacement: source('theory/claims/mathjsOnNode.ts') },
      { find: /^dice-workbook\/(\w+)$/, replacement: `${source('')}$1/index.ts` },
      { find: /^dice-workbook$/, replacement: source('index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    // The native TensorFlow library lives in a process, not in a thread.
    pool: 'forks',
    // Files share a process: TensorFlow.js is loaded once for each, not once for each file.
    isolate: false,
    // Many wait for programs that they start. More would only fight for the processors and memory that trainings need.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
