type Child = Node | string;

/** An element with its attributes, listeners (`on…`) and children; an attribute of `false` is left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string | number | boolean | ((event: Event) => void)> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value !== false) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children);
  return made;
}

/** The element of an id, which the page is known to have. */
export function byId<Type extends HTMLElement = HTMLElement>(id: string): Type {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element '${id}'.`);
  return found as Type;
}

let fields = 0;

/** A control with its name above it, and beside the name what is told of its value. */
export function field(name: string, control: HTMLElement, value: Child = ''): HTMLDivElement {
  control.id = `field-${++fields}`;
  return element(
    'div',
    { class: 'field' },
    element('div', {}, element('label', { for: control.id }, name), ' ', value),
    control,
  );
}

/** A named choice from a list. */
export function select(
  name: string,
  options: readonly (readonly [value: string, text: string])[],
  value: string,
  onChange: (value: string) => void,
): HTMLDivElement {
  const list = element(
    'select',
    { onchange: () => onChange(list.value) },
    ...options.map(([key, text]) => element('option', { value: key, selected: key === value }, text)),
  );
  return field(name, list);
}

/** A named slider that tells its value beside its name. */
export function slider(
  name: string,
  { min, max, step, value }: { min: number; max: number; step: number; value: number },
  onInput: (value: number) => void,
): HTMLDivElement {
  const shown = element('span', {}, String(value));
  const input = element('input', {
    type: 'range',
    min,
    max,
    step,
    value,
    oninput: () => {
      shown.textContent = input.value;
      onInput(Number(input.value));
    },
  });
  return field(name, input, shown);
}

/** Calls `work` once the last of a row of calls is `ms` old: a slider sends many. */
export function debounce(work: () => void, ms: number): () => void {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(work, ms);
  };
}
