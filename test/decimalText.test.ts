import { expect, it } from 'vitest';
import { decimalText, signedText } from '../src/decimalText.js';

it.each([
  [0.12345, '0.123', '+0.123'],
  [-0.12345, '−0.123', '−0.123'],
  [0, '0.000', '0.000'],
  [-0, '0.000', '0.000'],
  // What three decimals would leave nothing of.
  [-0.0003, '−0.0003', '−0.0003'],
  [0.0000893, '0.00009', '+0.00009'],
  [-4e-16, '0.000', '0.000'],
  [NaN, 'NaN', 'NaN'],
])('%d is told as %s, and with its sign as %s', (value, text, signed) => {
  expect(decimalText(value, 3)).toBe(text);
  expect(signedText(value)).toBe(signed);
});
