import { describe, expect, it } from 'vitest';
import { command as compare } from '../../src/commands/compare.js';
import { withDashes } from '../../src/commands/withDashes.js';
import { compareRecipes, type CompareSettings } from '../../src/studies/index.js';

const OPTIONS = { size: {}, 'learning-rate': {}, 'multi-class': {} };

describe('withDashes(message, options)', () => {
  it.each([
    ['`size` must be a multiple of 4, got 62.', '--size must be a multiple of 4, got 62.'],
    ['Take a smaller `learningRate` or `size`.', 'Take a smaller --learning-rate or --size.'],
    ['leave `multiClass` out', 'leave --multi-class out'],
  ])('tells %s as it is typed', (message, typed) => expect(withDashes(message, OPTIONS)).toBe(typed));

  it('takes the backquotes from what this command has no option for', () =>
    expect(withDashes('`per` must be image or batch', OPTIONS)).toBe('per must be image or batch'));

  it.each(['size must be 4', "'size' is missing", '`a b`', '--size', '', '`toString` is none'])(
    'leaves %j, which names no option',
    (message) => expect(withDashes(message, OPTIONS)).toBe(message.replace('`toString`', 'toString')),
  );
});

describe('what the library refuses by the name of an option', () => {
  const refused: [option: string, settings: Partial<CompareSettings>][] = [
    ['losses', { losses: [] }],
    ['losses', { losses: ['softDice', 'softDice'] }],
    ['seed', { seeds: [1, 1] }],
    ['seed', { seeds: [-1] }],
    ['folds', { folds: 1 }],
    ['pretrain', { pretrain: -1 }],
    ['steps', { steps: 0 }],
    ['size', { size: 62 }],
    ['size', { size: 8 }],
    ['batch', { batch: 0 }],
    ['features', { features: 1.5 }],
    ['patients', { patients: 0 }],
    ['invert', { invert: true }],
    ['learning-rate', { learningRate: 0 }],
  ];
  it.each(refused)('has --%s in compare', (option, settings) => {
    const sentence = () => {
      try {
        compareRecipes({ task: 'po18', ...settings });
        return 'not refused';
      } catch (error) {
        return (error as Error).message;
      }
    };
    const told = withDashes(sentence(), compare.options);
    expect(told).toContain(`--${option}`);
    expect(told).not.toContain('`');
  });
});
