export { HYPOTHESES, judgeAll } from './hypotheses.js';
export { verdictText } from './verdictText.js';
export type { Hypothesis, HypothesisVerdict, TaskVerdict, Verdict } from './hypothesis.js';
