import Store from 'electron-store';
import type { Preferences } from '#shared/contract/shell.ts';

const defaults: Preferences = { theme: 'system', density: 'comfortable', notifications: true, panes: {} };

/** How the interface looks on this PC: nothing secret, nothing of the archive. */
export interface PreferenceStore {
  read(): Preferences;
  save(changes: { [K in keyof Preferences]?: Preferences[K] | undefined }): Preferences;
}

/** Opens the preferences in a folder. */
export function openPreferences(folder: string): PreferenceStore {
  const store = new Store<Preferences>({
    cwd: folder,
    name: 'interface',
    defaults,
    clearInvalidConfig: true,
  });
  return {
    read: () => store.store,
    save({ theme, density, notifications, panes }) {
      if (theme !== undefined) store.set('theme', theme);
      if (density !== undefined) store.set('density', density);
      if (notifications !== undefined) store.set('notifications', notifications);
      if (panes !== undefined) store.set('panes', { ...store.get('panes'), ...panes });
      return store.store;
    },
  };
}
