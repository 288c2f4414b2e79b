/** Whether trials run at the length that README's table tells of: `DICE_WORKBOOK_LONG_TRIALS=1 npx vitest run test/hostile`. */
export const LONG = process.env.DICE_WORKBOOK_LONG_TRIALS === '1';
if (!LONG) console.warn('short trials: DICE_WORKBOOK_LONG_TRIALS=1 runs them at full length');
