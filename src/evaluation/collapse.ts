import { UserError } from '../userError.js';
import { checkArgument, isNumber } from './checkArgument.js';
import { isListOf, isRecord } from './options.js';
import type { Collapse, ImageResult } from './runResult.js';

/**
 * The classes of which a network says nothing, or everything, on every image that holds them: a network that has died
 * rather than learned. A class that no image holds is not judged.
 *
 * @param images - those it was trained on
 * @param classes - names, background first
 * @example
 * ```ts
 * import { collapse } from 'dice-workbook/evaluation';
 * const image = { id: 'a', patient: 'a', pixels: 10, counts: [{ tp: 0, fp: 0, fn: 4 }] };
 * collapse([image], ['background', 'lesion']) // => [{ class: 'lesion', predicts: 'nowhere' }]
 * ```
 */
export function collapse(
  images: readonly Pick<ImageResult, 'pixels' | 'counts'>[],
  classes: readonly string[],
): Collapse[] {
  checkArgument(
    ...(['collapse', 'images', images, 'a list of { pixels, counts }, with counts of each foreground class'] as const),
    isListOf(images, (image) => isRecord(image) && isNumber(image['pixels'], 0) && isListOf(image['counts'], isRecord)),
  );
  checkArgument('collapse', 'classes', classes, 'a list of names, background first', Array.isArray(classes));
  const odd = images.findIndex(({ counts }) => counts.length !== classes.length - 1);
  if (odd >= 0)
    throw new UserError(
      `collapse: image ${odd} has counts of ${images[odd]?.counts.length} classes, and ${classes.length - 1} are named beside the background.`,
    );
  return classes.slice(1).flatMap((name, k): Collapse[] => {
    const holding = images.flatMap(({ pixels, counts }) => {
      const { tp, fp, fn } = counts[k]!;
      return tp + fn > 0 ? [{ pixels, predicted: tp + fp }] : [];
    });
    if (holding.length === 0) return [];
    if (holding.every(({ predicted }) => predicted === 0)) return [{ class: name, predicts: 'nowhere' }];
    if (holding.every(({ pixels, predicted }) => predicted === pixels))
      return [{ class: name, predicts: 'everywhere' }];
    return [];
  });
}
