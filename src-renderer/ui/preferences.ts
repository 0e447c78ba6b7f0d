import { create } from 'zustand';
import type { Preferences } from '#shared/contract/shell.ts';
import { client } from '../api/client.ts';

/** How the window looks on this PC: theme, density, widths of regions. Loaded before the first paint. */
export const usePreferences = create<Preferences>(() => ({
  theme: 'system',
  density: 'comfortable',
  notifications: true,
  panes: {},
}));

/** Reads the preferences from the shell. */
export async function loadPreferences(): Promise<void> {
  usePreferences.setState(await client.request('shell.preferences', {}));
}

/** Changes preferences at once, and keeps them. */
export function savePreferences(change: Partial<Preferences>): void {
  usePreferences.setState(change);
  // The window already shows the change; a shell that can't keep it costs the setting, not the work.
  client.request('shell.savePreferences', change).catch(() => undefined);
}

/** Puts theme and density on the document, now and whenever they change. */
export function applyPreferences(root: HTMLElement): void {
  const apply = ({ theme, density }: Preferences) => {
    root.dataset['theme'] = theme;
    root.dataset['density'] = density;
  };
  apply(usePreferences.getState());
  usePreferences.subscribe(apply);
}

/** Height of a list row in pixels; `--row` in the tokens is the same. */
export function useRowHeight(): number {
  return usePreferences((state) => (state.density === 'compact' ? 40 : 56));
}
