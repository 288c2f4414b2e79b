import { HYPOTHESES, type HypothesisVerdict } from '../hypotheses/index.js';
import type { ResultTable } from './resultTable.js';

const sentenceOf = (id: string) => HYPOTHESES.find((one) => one.id === id)?.sentence ?? '';
const SYNTHETIC = 'Synthetic images; the differences, intervals and n of each task stand in the table of the tasks.';

/** The verdict on every hypothesis, with the rule that gave it. */
export function verdictTable(verdicts: readonly HypothesisVerdict[]): ResultTable {
  return {
    id: 'verdicts-synthetic',
    title: 'Verdicts on the hypotheses of the protocol',
    caption: `By the rules of data/protocol.md, which were committed before the first run. ${SYNTHETIC}`,
    columns: [
      { key: 'id', heading: '' },
      { key: 'sentence', heading: 'hypothesis' },
      { key: 'rule', heading: 'holds on a task where' },
      { key: 'verdict', heading: 'verdict' },
      { key: 'summary', heading: 'by' },
    ],
    rows: verdicts.map(({ id, verdict, summary }) => ({
      id,
      sentence: sentenceOf(id),
      rule: HYPOTHESES.find((one) => one.id === id)?.rule,
      verdict,
      summary,
    })),
    bold: (_, key) => key === 'verdict',
  };
}

/** What each task says of each hypothesis, in numbers. */
export function verdictTaskTable(verdicts: readonly HypothesisVerdict[]): ResultTable {
  return {
    id: 'verdicts-by-task-synthetic',
    title: 'The hypotheses, task by task',
    caption:
      'Synthetic images. Mean differences with their 95 % intervals and n; a collapsed or missing run gives no results.',
    columns: [
      { key: 'id', heading: '' },
      { key: 'task', heading: 'task' },
      { key: 'holds', heading: 'the task says' },
      { key: 'numbers', heading: 'numbers' },
    ],
    rows: verdicts.flatMap(({ id, tasks }) => tasks.map(({ task, holds, numbers }) => ({ id, task, holds, numbers }))),
  };
}
