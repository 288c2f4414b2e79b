/** Counts of two masks that are not both empty; real numbers, as those of soft masks are. */
export const COUNTS = ['tp >= 0', 'fp >= 0', 'fn >= 0', 'tp + fp + fn > 0'] as const;
export const DICE = '2 tp/(2 tp + fp + fn)';
export const JACCARD = 'tp/(tp + fp + fn)';
