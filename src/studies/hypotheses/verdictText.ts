import { align } from '../comparisonTable.js';
import { HYPOTHESES } from './hypotheses.js';
import type { HypothesisVerdict } from './hypothesis.js';

/** Every verdict with what each task says, as lines of text; one line where no task has results. */
export function verdictText(verdicts: readonly HypothesisVerdict[]): string {
  if (verdicts.every(({ tasks }) => tasks.every(({ holds }) => holds === 'no results')))
    return 'No hypothesis of data/protocol.md can be judged by these runs.';
  return verdicts
    .map(({ id, verdict, summary, tasks }) =>
      [
        `${id} ${verdict}: ${HYPOTHESES.find((one) => one.id === id)?.sentence ?? ''}`,
        `  ${summary}`,
        ...align(tasks.map(({ task, holds, numbers }) => [`  ${task}`, holds, numbers])),
      ].join('\n'),
    )
    .join('\n\n');
}
