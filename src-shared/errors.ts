/**
 * Everything that can go wrong in a way that a person or a program should tell apart. A code never changes its
 * meaning; the interface has a sentence for each (`errors.*` in the locale files).
 */
export const errorCodes = [
  'internal',
  'invalid-request',
  'unknown-method',
  'cancelled',
  'locked',
  'forbidden',
  'not-found',
  'conflict',
  'host-unavailable',
  'workspace-exists',
  'workspace-missing',
  'workspace-in-use',
  'workspace-newer',
  'workspace-damaged',
  'passphrase-wrong',
  'passphrase-weak',
  'passphrase-same',
  'passphrase-change-needed',
  'code-needed',
  'code-wrong',
  'last-owner',
  'name-taken',
  'recovery-code-wrong',
  'wait',
  'disk-full',
  'file-unreadable',
  'not-a-chat-export',
  'date-order-ambiguous',
  'zip-unsafe',
  'notice-missing',
  'chat-before-notice',
  'chat-private',
  'paper-unsupported',
  'line-not-linked',
  'link-failed',
  'link-code-refused',
  'server-untrusted',
  'server-clock',
  'account-untrusted',
  'version-refused',
  'media-missing',
  'port-in-use',
  'policy-invalid',
  'export-empty',
  'export-disk-full',
  'folder-unwritable',
  'backup-none',
  'backup-damaged',
  'backup-place-missing',
  'backup-place-full',
  'backup-place-failed',
  'backup-place-inside',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** Values that the sentence for a code needs: a file name, seconds to wait, a position. Never message text. */
export type ErrorData = Readonly<Record<string, string | number>>;

/** The only error that crosses a boundary: a stable code, its data, and the cause for the log. */
export class AtalayaError extends Error {
  readonly code: ErrorCode;
  readonly data: ErrorData;

  constructor(code: ErrorCode, data: ErrorData = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'AtalayaError';
    this.code = code;
    this.data = data;
  }
}
