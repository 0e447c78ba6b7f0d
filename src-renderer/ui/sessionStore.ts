import { create, type StoreApi, type UseBoundStore } from 'zustand';

const resets = new Set<() => void>();

/** A small store of what somebody does at the window; it begins anew when the workspace is locked. */
export function createSessionStore<T>(initial: T): UseBoundStore<StoreApi<T>> {
  const store = create<T>(() => initial);
  resets.add(() => store.setState(initial, true));
  return store;
}

/** Puts every session store back to its beginning: another person may unlock the window next. */
export function forgetSession(): void {
  for (const reset of resets) reset();
}
