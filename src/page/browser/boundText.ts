import type { Counts } from '../../overlap/counts.js';
import { bounds, type Bounds } from '../../theory/bounds/bounds.js';
import type { ErrorBound } from '../../theory/bounds/errorBound.js';
import { element } from './element.js';
import type { MeasurePicker } from './measurePicker.js';

/** Witnesses of more pixels are told, and not loaded into the fields. */
const LARGEST = 1_000_000n;
const known = new Map<string, Bounds>();

/** The bounds of a pair, computed once. */
export function boundsOf(a: MeasurePicker, b: MeasurePicker): Bounds {
  const key = `${a.spec} ${b.spec}`;
  const found = known.get(key) ?? bounds(a.measure, b.measure, { tolerance: 1e-5, maxBoxes: 2000 });
  known.set(key, found);
  return found;
}

/** Tells both errors of the counts beside the largest that there are. */
export function boundText(
  target: HTMLElement,
  a: MeasurePicker,
  b: MeasurePicker,
  counts: Counts,
  onWitness: (counts: Counts) => void,
): void {
  const [x, y] = [a.measure(counts), b.measure(counts)];
  const { absolute, relative, undefinedWhere } = boundsOf(a, b);
  const here = {
    absolute: Math.abs(x - y),
    relative: x === y ? 0 : x * y <= 0 ? Infinity : Math.max(x / y, y / x) - 1,
  };
  const row = (name: string, now: number, { lower, upper, witness }: ErrorBound) => {
    const sizes = [witness.tp, witness.fp, witness.fn, witness.tn];
    const text = `tp ${grouped(witness.tp)}, fp ${grouped(witness.fp)}, fn ${grouped(witness.fn)}, tn ${grouped(witness.tn)}`;
    const load = () =>
      onWitness({ tp: Number(sizes[0]), fp: Number(sizes[1]), fn: Number(sizes[2]), tn: Number(sizes[3]) });
    const small = sizes.every((size) => size <= LARGEST);
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      element('td', {}, number(now)),
      element(
        'td',
        {},
        lower === Infinity ? '∞' : upper === Infinity ? `at least ${number(lower)}` : `${number(upper)}`,
      ),
      element('td', {}, text, ...(small ? [' ', element('button', { type: 'button', onclick: load }, 'use')] : [])),
    );
  };
  target.replaceChildren(
    element(
      'p',
      {},
      `a: ${a.title} = `,
      element('strong', {}, number(x)),
      `, b: ${b.title} = `,
      element('strong', {}, number(y)),
    ),
    element(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'errors and bounds' },
      element(
        'table',
        {},
        element('thead', {}, element('tr', {}, ...['error', 'here', 'largest', 'nearly attained by'].map(heading))),
        element('tbody', {}, row('absolute', here.absolute, absolute), row('relative', here.relative, relative)),
      ),
    ),
    element(
      'p',
      { class: 'note' },
      'Largest: the upper end of a rigorous enclosure over all masks of all sizes, computed here by the function ',
      element('code', {}, 'bounds'),
      `. Left out, where a measure is undefined: ${undefinedWhere.join('; ') || 'nothing'}.`,
    ),
  );
}

const heading = (text: string) => element('th', { scope: 'col' }, text);

function number(value: number): string {
  if (Number.isNaN(value)) return 'undefined (0/0)';
  if (value === Infinity) return '∞';
  return value
    .toFixed(4)
    .replace(/^-(?=0\.0+$)/, '')
    .replace('-', '−');
}

/** Large counts as powers of ten, read more easily than thirty digits. */
function grouped(count: bigint): string {
  const text = String(count);
  return text.length > 15 ? `≈ ${Number(count).toExponential(1)}` : text.replace(/\B(?=(\d{3})+$)/g, '\u202f');
}
