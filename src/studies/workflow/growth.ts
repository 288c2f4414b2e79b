/** What is measured: to write a plan; to look which of its runs are done; to merge them; to merge them again. */
export type GrowthStep = 'plan' | 'scan' | 'merge' | 'merge again';

/** One measurement, of made-up runs. */
export interface Growth {
  step: GrowthStep;
  runs: number;
  seconds: number;
  /** Of the processor alone, whatever else the machine does. */
  processorS: number;
  /** Largest resident set. */
  memoryMb: number;
}

/** What data/growth.json holds. */
export interface StoredGrowth {
  machine: string;
  rows: (Growth & Record<string, unknown>)[];
}
