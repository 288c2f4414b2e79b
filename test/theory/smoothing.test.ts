import { smoothing } from 'dice-workbook/theory';
import { describeTheorem } from './describeTheorem.js';

describeTheorem(smoothing);
