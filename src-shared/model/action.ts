/**
 * What a user did that has a record of its own, which its ledger entry stands for: the action says who did it. A kind
 * never changes its meaning.
 */
export const recordedKinds = [
  'line',
  'notice',
  'notice-text',
  'customer-notice',
  'exclusion',
  'policy',
  'import',
  'decision',
  'decision-undone',
  'contact-name',
  'contacts-merged',
  'contacts-split',
  'contact-answer',
  'media-retried',
  'export',
] as const;

/** Everything that a user does and that is on record. */
export const actionKinds = [
  ...recordedKinds,
  'signed-in',
  'sign-in-failed',
  'locked',
  'recovered',
  'passphrase-changed',
  'searched',
  'conversation-opened',
  'media-opened',
  'settings-changed',
  'user-added',
  'user-changed',
  'user-disabled',
  'passphrase-reset',
  'second-factor-on',
  'second-factor-off',
  'log-exported',
  'backup-configured',
  'backup-made',
  'backup-checked',
  'restored',
  'policy-backtested',
] as const;
export type ActionKind = (typeof actionKinds)[number];
