import { undoSeconds } from '#shared/model/review.ts';
import { createSessionStore } from '../sessionStore.ts';

/** Something that has just been done, for a short time at the foot of the window. */
export interface Toast {
  readonly id: number;
  readonly message: string;
  readonly tone: 'done' | 'error';
  /** Takes it back; offered for `undoSeconds`. */
  readonly undo: (() => void) | null;
}

const plainSeconds = 6;
const maxToasts = 3;
let lastId = 0;

export const useToasts = createSessionStore<{ readonly toasts: readonly Toast[] }>({ toasts: [] });

/** Removes a toast before its time. */
export function dismissToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

/** Tells that something is done, with the way back where there is one. Returns its id. */
export function showToast(
  message: string,
  options: { readonly undo?: () => void; readonly tone?: Toast['tone'] } = {},
): number {
  lastId += 1;
  const toast: Toast = { id: lastId, message, tone: options.tone ?? 'done', undo: options.undo ?? null };
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, toast].slice(-maxToasts) }));
  setTimeout(() => dismissToast(toast.id), (toast.undo === null ? plainSeconds : undoSeconds) * 1000);
  return toast.id;
}
