import { useMe } from '../frame/useMe.ts';
import { createSessionStore } from '../sessionStore.ts';

const useStore = createSessionStore<{ readonly name: string | null }>({ name: null });

/** Who is said to record things: whoever has signed in, or who was typed last, until the workspace is locked. */
export function useRecorder(): string {
  const typed = useStore(({ name }) => name);
  const me = useMe();
  return typed ?? me?.name ?? '';
}

export function setRecorder(name: string): void {
  useStore.setState({ name });
}
