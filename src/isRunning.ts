import { readFileSync } from 'node:fs';

/** Whether a process of this machine has not ended. */
export function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    // One that has ended stays in the table of Linux until its parent asks for it, which in a container may be never.
    return !/\) [ZX]/.test(readFileSync(`/proc/${id}/stat`, 'utf8'));
  } catch {
    return true;
  }
}
