import { describe, expect, it } from 'vitest';
import { collapse } from '../../src/evaluation/index.js';

/** An image of ten pixels, with the counts of each class. */
const image = (...counts: [tp: number, fp: number, fn: number][]) => ({
  pixels: 10,
  counts: counts.map(([tp, fp, fn]) => ({ tp, fp, fn })),
});
const BINARY = ['background', 'lesion'];
const nowhere = [{ class: 'lesion', predicts: 'nowhere' }];
const everywhere = [{ class: 'lesion', predicts: 'everywhere' }];

describe('collapse(images, classes)', () => {
  it.each([
    ['nothing is said of any lesion', [image([0, 0, 4]), image([0, 0, 1])], nowhere],
    [
      'nothing is said where there is a lesion, though something where there is none',
      [image([0, 0, 4]), image([0, 3, 0])],
      nowhere,
    ],
    ['everything is said of every lesion', [image([4, 6, 0]), image([1, 9, 0])], everywhere],
    ['one pixel is found', [image([0, 0, 4]), image([1, 0, 3])], []],
    ['one pixel is said in the wrong place of an image with a lesion', [image([0, 1, 4]), image([0, 0, 4])], []],
    ['one pixel is not said', [image([4, 6, 0]), image([4, 5, 0])], []],
    ['it says everything of one lesion and nothing of the other', [image([4, 6, 0]), image([0, 0, 4])], []],
    ['the lesion is all of the image and found', [image([10, 0, 0])], everywhere],
    ['no image has a lesion, and nothing is said', [image([0, 0, 0])], []],
    ['no image has a lesion, and everything is said', [image([0, 10, 0])], []],
    ['there are no images', [], []],
  ])('where %s', (_, images, expected) => expect(collapse(images, BINARY)).toEqual(expected));

  it('judges every class by the images that hold it', () => {
    const images = [image([2, 0, 0], [0, 0, 3], [0, 0, 0]), image([0, 2, 0], [0, 0, 1], [0, 4, 0])];
    expect(collapse(images, ['background', 'one', 'two', 'three'])).toEqual([{ class: 'two', predicts: 'nowhere' }]);
  });

  it('names all classes that died', () =>
    expect(collapse([image([0, 0, 3], [0, 0, 4])], ['background', 'one', 'two']).map((one) => one.class)).toEqual([
      'one',
      'two',
    ]));

  it('takes everywhere to be all pixels that count', () =>
    expect(collapse([{ pixels: 6, counts: [{ tp: 2, fp: 4, fn: 0 }] }], BINARY)).toEqual(everywhere));
});
