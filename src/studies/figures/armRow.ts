/** What the rows of a figure or table tell of an arm's runs on one task, or on a set of real images. */
export interface ArmRow extends Record<string, unknown> {
  task: string;
  loss: string;
  title: string;
  unit: string;
  units: number;
  runs: number;
  collapsed: number;
}
