/** What names of images, and of their masks, end in beside what they share. */
const IMAGE_ENDING = /[-_. ](fram|frame|image|img|im|input|orig|original|raw|0000)$/i;
export const MASK_ENDING =
  /[-_. ](mask|msk|gt|groundtruth|ground_truth|seg|segmentation|label|labels|annotation|anno|manual\d?|target)$/i;

/**
 * The mask of each image by their names: the same name; or, where that is nobody's, the same name but for an ending
 * that tells image (`fine_3_fram`) from mask (`fine_3_mask`, `3000_mask`, `a_gt`, `b_seg`). A name that fits several is
 * left without.
 *
 * @returns mask name by image name
 */
export function pairNames(images: readonly string[], masks: readonly string[]): Map<string, string> {
  const free = new Set(masks);
  const pairs = new Map<string, string>();
  for (const image of images) if (free.delete(image)) pairs.set(image, image);
  const byStem = new Map<string, string[]>();
  for (const mask of free) add(byStem, mask.replace(MASK_ENDING, ''), mask);
  const alone = new Map<string, string[]>();
  for (const image of images) if (!pairs.has(image)) add(alone, image.replace(IMAGE_ENDING, ''), image);
  for (const [stem, [image, ...others]] of alone) {
    const fitting = byStem.get(stem) ?? [];
    if (others.length === 0 && fitting.length === 1) pairs.set(image!, fitting[0]!);
  }
  return pairs;
}

function add(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
