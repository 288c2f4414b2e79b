/** How the learning rate goes over a training: the factor of its peak at a step, in (0, 1]. */
export type Schedule = (step: number, steps: number) => number;

/** Share of the steps over which the rate rises. */
const WARM_UP = 0.05;

/**
 * The learning rates over time that a recipe can name. Steps count from 1 to `steps`.
 *
 * - `constant`: 1.
 * - `warmupCosine`: rises in proportion over the first twentieth of the steps, then falls as half a cosine to nearly 0, so
 *   that the last network is a settled one: `½(1 + cos(π (t − w − ½)/(T − w)))` after `w` steps of warm-up.
 *
 * Source of the cosine: Loshchilov, Hutter, "SGDR", https://arxiv.org/abs/1608.03983, equation 5, without restarts.
 */
export const SCHEDULES = {
  constant: () => 1,
  warmupCosine(step, steps) {
    const warm = Math.ceil(WARM_UP * steps);
    if (step <= warm && warm < steps) return step / warm;
    const from = warm < steps ? warm : 0;
    return 0.5 * (1 + Math.cos((Math.PI * (step - from - 0.5)) / (steps - from)));
  },
} satisfies Record<string, Schedule>;

export type ScheduleId = keyof typeof SCHEDULES;
