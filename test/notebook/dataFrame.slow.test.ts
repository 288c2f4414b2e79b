import { DataFrame } from 'danfojs-node';
import { expect, it } from 'vitest';
import { table } from '../../src/notebook/index.js';
import { captureDisplay } from './captureDisplay.js';

it("table(frame) shows danfojs's own data frames, grouped means among them", async () => {
  const frame = new DataFrame([
    { loss: 'soft Dice', dice: 0.5 },
    { loss: 'soft Dice', dice: 1 },
    { loss: 'cross-entropy', dice: 0.25 },
  ]);
  const shown = await captureDisplay(() => {
    table(frame, { decimals: 2 });
    table(frame.groupby(['loss']).col(['dice']).mean(), { decimals: 2 });
  });
  expect(shown.map((one) => one['text/plain']!.split('\n').slice(2))).toEqual([
    ['soft Dice      0.50', 'soft Dice         1', 'cross-entropy  0.25'],
    ['soft Dice           0.75', 'cross-entropy       0.25'],
  ]);
});
