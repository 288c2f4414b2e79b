import { confusionCounts, masksWithCounts, type Counts } from '../../overlap/counts.js';
import { boundText } from './boundText.js';
import { byId, debounce, element, field, select } from './element.js';
import { MaskEditor, type Tool } from './maskEditor.js';
import { disc, shifted, SIZE, type MaskName } from './masks.js';
import { MeasurePicker } from './measurePicker.js';
import { plot } from './plots.js';
import { regionPlot } from './regionPlot.js';
import { SoftPanel } from './softPanel.js';

const NAMES = ['tp', 'fp', 'fn', 'tn'] as const;
const EXAMPLES: Record<string, [Uint8Array, Uint8Array]> = {
  'a shifted disc': [disc(10, 12, 6), disc(13, 11, 5.5)],
  'too small': [disc(11.5, 11.5, 8), disc(11.5, 11.5, 4)],
  'too large': [disc(11.5, 11.5, 4), disc(11.5, 11.5, 8)],
  'one of two lesions missed': [disc(6, 6, 3).map((pixel, i) => pixel | (disc(17, 16, 4)[i] ?? 0)), disc(17, 16, 4)],
  'a tiny lesion, one pixel off': [disc(11, 11, 1), shifted(disc(11, 11, 1), 1, 0)],
  'Dice and Jaccard farthest apart (12 pixels)': [
    Uint8Array.from({ length: SIZE * SIZE }, (_, i) => (i >= 240 && i < 252 ? 1 : 0)),
    Uint8Array.from({ length: SIZE * SIZE }, (_, i) => (i >= 240 && i < 245 ? 1 : 0)),
  ],
};

/** Two masks, or four counts; two measures of them; how far these can lie apart; and losses of a soft prediction. */
export function startBoundExplorer(): void {
  let counts: Counts = { tp: 0, fp: 0, fn: 0, tn: 0 };
  const editor = new MaskEditor(() => {
    counts = confusionCounts(editor.masks.reference, editor.masks.prediction);
    fields.forEach(({ input, name }) => (input.value = String(counts[name])));
    note.textContent = '';
    update();
    soft.update(editor.masks);
  });
  const soft = new SoftPanel();
  const a = new MeasurePicker('Measure a', 'dice', () => update());
  const b = new MeasurePicker('Measure b', 'jaccard', () => update());
  const fields = NAMES.map((name) => ({
    name,
    input: element('input', { type: 'number', min: 0, step: 1, inputmode: 'numeric', onchange: () => typed() }),
  }));
  const note = element('p', { class: 'note', role: 'status' });
  const region = element('div', { class: 'plot', role: 'img' });
  const told = element('div', { 'aria-live': 'polite' });

  /** Counts that were typed; masks are laid out where they fit the grid. */
  function typed(): void {
    const read = fields.map(({ input }) => Number(input.value));
    const bad = NAMES.find((_, i) => !Number.isInteger(read[i]) || (read[i] ?? -1) < 0 || input(i) === '');
    if (bad) {
      note.textContent = `${bad} is a whole number, 0 or more; what stands there is not. The last counts still hold.`;
      return;
    }
    const [tp = 0, fp = 0, fn = 0, tn = 0] = read;
    const pixels = tp + fp + fn;
    if (pixels > SIZE * SIZE || pixels + tn !== SIZE * SIZE) {
      counts = { tp, fp, fn, tn };
      note.textContent = `The counts are not those of the ${SIZE} × ${SIZE} pixels drawn: only the measures follow them.`;
      update();
      return;
    }
    const { reference, prediction } = masksWithCounts({ tp, fp, fn, tn });
    editor.set({ reference, prediction });
  }
  const input = (i: number) => fields[i]?.input.value.trim() ?? '';

  const slow = debounce(() => {
    try {
      boundText(told, a, b, counts, (witness) => {
        fields.forEach(({ input: control, name }) => (control.value = String(witness[name])));
        typed();
      });
      plot(region, regionPlot(a, b, counts));
      region.setAttribute('aria-label', `${b.title} against ${a.title}: the region of possible values and the pair.`);
    } catch (error) {
      told.textContent = `This pair cannot be bounded: ${error instanceof Error ? error.message : String(error)}`;
    }
  }, 60);
  function update(): void {
    slow();
  }

  const radio = (group: string, values: readonly string[], chosen: string, onPick: (value: string) => void) =>
    element(
      'fieldset',
      { class: 'radios' },
      element('legend', {}, group),
      ...values.map((value) =>
        element(
          'label',
          {},
          element('input', {
            type: 'radio',
            name: `bound-${group}`,
            value,
            checked: value === chosen,
            onchange: () => onPick(value),
          }),
          ` ${value}`,
        ),
      ),
    );
  byId('bound-explorer').replaceChildren(
    element(
      'div',
      { class: 'columns' },
      element(
        'div',
        {},
        element('h3', {}, 'Two masks'),
        select(
          'example',
          Object.keys(EXAMPLES).map((name) => [name, name] as const),
          'a shifted disc',
          (name) => {
            const [reference, prediction] = EXAMPLES[name] ?? [disc(0, 0, 0), disc(0, 0, 0)];
            editor.set({ reference, prediction });
          },
        ),
        radio('mask', ['reference', 'prediction'], 'prediction', (mask) => (editor.active = mask as MaskName)),
        radio('tool', ['draw', 'erase', 'move'], 'draw', (tool) => (editor.tool = tool as Tool)),
        editor.canvas,
        element(
          'ul',
          { class: 'key' },
          ...(['both', 'reference', 'prediction'] as const).map((name) =>
            element(
              'li',
              {},
              element('span', { class: `swatch ${name}` }),
              name === 'both'
                ? ' both (tp)'
                : name === 'reference'
                  ? ' reference alone (fn)'
                  : ' prediction alone (fp)',
            ),
          ),
        ),
        element('div', { class: 'counts' }, ...fields.map(({ name, input: control }) => field(name, control))),
        note,
      ),
      element(
        'div',
        {},
        element('h3', {}, 'Two measures of them'),
        element('div', { class: 'pair' }, a.panel, b.panel),
        told,
      ),
      element('div', {}, element('h3', {}, 'What the pair can be'), region),
    ),
    soft.panel,
  );
  editor.set(editor.masks);
}
