import { Notification } from 'electron';
import type { AttentionReason } from '#shared/model/coverage.ts';
import type { Words } from './words.ts';

/** Tells through the system that a line needs a person; never which, nor what was written by anybody. */
export function showAlert(reason: AttentionReason, words: () => Words, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title: 'Atalaya', body: alertText(reason, words()) });
  notification.on('click', onClick);
  notification.show();
}

function alertText(reason: AttentionReason, words: Words): string {
  switch (reason) {
    case 'logged-out':
      return words.lineLoggedOut;
    case 'replaced':
      return words.lineReplaced;
    case 'banned':
      return words.lineBanned;
    case 'failed':
      return words.lineFailed;
    case 'disk-full':
      return words.diskFull;
    case 'quiet':
      return words.lineQuiet;
    case 'cut-off':
      return words.lineCutOff;
  }
}
