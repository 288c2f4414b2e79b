import { Worker } from 'node:worker_threads';

const SENTINEL = `
const { workerData: parent } = require('node:worker_threads');
setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 500);`;

/**
 * Ends this process once the one that started it has ended, whatever ended that. A thread of its own looks: one that
 * computes for long hears nothing of a closed channel meanwhile.
 */
export function endWithParent(): void {
  new Worker(SENTINEL, { eval: true, workerData: process.ppid }).unref();
}
