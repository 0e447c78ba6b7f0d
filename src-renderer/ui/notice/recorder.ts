import { createSessionStore } from '../sessionStore.ts';

const useStore = createSessionStore({ name: '' });

/** Who is said to record things at this window, as it was typed last; it lasts until the workspace is locked. */
export function useRecorder(): string {
  return useStore(({ name }) => name);
}

export function setRecorder(name: string): void {
  useStore.setState({ name });
}
