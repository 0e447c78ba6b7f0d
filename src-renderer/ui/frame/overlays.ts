import { createSessionStore } from '../sessionStore.ts';

interface Overlays {
  readonly open: 'palette' | 'help' | 'lock' | null;
}

/** What lies over the whole window; one at a time. */
export const useOverlays = createSessionStore<Overlays>({ open: null });
