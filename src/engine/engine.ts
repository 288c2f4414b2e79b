/** A TensorFlow.js backend that has been started, by one of the names of an environment. */
export interface StartedEngine<Name extends string> {
  name: Name;
  /** TensorFlow's version for `native`, TensorFlow.js's otherwise. */
  version: string;
  /** One sentence: which engine runs, and why not a faster one. */
  reason: string;
  /** What was tried, fastest first. */
  attempts: { name: Name; ok: boolean; detail: string }[];
}
