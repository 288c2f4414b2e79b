import { byId } from './element.js';

type Theme = 'system' | 'light' | 'dark';
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const KEY = 'dice-workbook-theme';
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners: (() => void)[] = [];
let chosen: Theme = 'system';

export const isDark = (): boolean => chosen === 'dark' || (chosen === 'system' && dark.matches);

/** Calls `listener` when light becomes dark, or dark light. */
export const onTheme = (listener: () => void): void => void listeners.push(listener);

/** Follows the system until the button says otherwise; what it says is kept where the browser keeps anything. */
export function startTheme(): void {
  const button = byId('theme');
  const apply = (theme: Theme) => {
    chosen = theme;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.textContent = `Colours: ${theme}`;
    for (const listener of listeners) listener();
  };
  button.addEventListener('click', () => {
    const next = THEMES[(THEMES.indexOf(chosen) + 1) % THEMES.length] ?? 'system';
    stored('setItem', next);
    apply(next);
  });
  dark.addEventListener('change', () => apply(chosen));
  const before = stored('getItem');
  apply(THEMES.find((theme) => theme === before) ?? 'system');
}

/** A page from a disk may be refused its storage. */
function stored(action: 'getItem' | 'setItem', value = ''): string | null {
  try {
    if (action === 'getItem') return localStorage.getItem(KEY);
    localStorage.setItem(KEY, value);
  } catch {
    // Then the choice lasts as long as the page.
  }
  return null;
}
