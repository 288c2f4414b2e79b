import { expect, it } from 'vitest';
import { pairNames } from '../../../src/tasks/layouts/pairNames.js';

it.each([
  ['the same names', ['a', 'b'], ['b', 'a'], { a: 'a', b: 'b' }],
  ['masks with an ending', ['3000', '3001'], ['3000_mask', '3001_mask'], { '3000': '3000_mask', '3001': '3001_mask' }],
  ['both with an ending', ['fine_3_fram'], ['fine_3_mask'], { fine_3_fram: 'fine_3_mask' }],
  ['an image with an ending', ['a_img'], ['a'], { a_img: 'a' }],
  ['gt and seg', ['a', 'b'], ['a-gt', 'b.seg'], { a: 'a-gt', b: 'b.seg' }],
  ['an image whose own name ends as a mask does', ['a_mask'], ['a_mask'], { a_mask: 'a_mask' }],
  ['two masks that fit, which are nobody’s', ['a'], ['a_gt', 'a_seg'], {}],
  ['two images that fit', ['a_img', 'a_frame'], ['a_gt'], {}],
  ['other names', ['a'], ['b'], {}],
])('pairNames pairs %s', (_, images, masks, expected) => {
  expect(Object.fromEntries(pairNames(images, masks))).toEqual(expected);
});
