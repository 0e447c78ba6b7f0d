/** Moves the focus into the thread in sight, where the arrow keys scroll. Libraries have logs of their own, without focus. */
export function focusThread(): void {
  document.querySelector<HTMLElement>('[role=log][tabindex]')?.focus();
}
