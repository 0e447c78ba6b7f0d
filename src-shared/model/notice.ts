/** What WhatsApp itself says in a conversation. A code never changes its meaning. */
export const noticeCodes = [
  'group-create',
  'group-subject',
  'group-description',
  'group-picture',
  'group-add',
  'group-remove',
  'group-leave',
  'group-promote',
  'group-demote',
  'group-joined-by-link',
  'group-invite-link',
  'group-only-admins-write',
  'group-all-write',
  'group-only-admins-change',
  'group-all-change',
  'number-change',
  'disappearing-timer',
  'disappearing-off',
  'encrypted',
  'security-code-change',
  'call-voice',
  'call-video',
  'call-missed-voice',
  'call-missed-video',
  'late-edit',
  'late-revoke',
  'late-reaction',
  'late-nothing',
  'late-other',
  'status-mention',
  'chat-opened',
  'unsupported',
  'media-later',
] as const;
export type NoticeCode = (typeof noticeCodes)[number];

/**
 * A notice as a captured message's text: its code and, after a space, its value (a group's name, people, seconds),
 * whatever the language of the phone or of the reader. The interface has a sentence for each code
 * (`message:system.*`).
 */
export interface Notice {
  readonly code: NoticeCode;
  /** '' when the code says it all. */
  readonly value: string;
}

const longestValue = 1_024;

/** The text that stores a notice; the values of a list are people. */
export function noticeText(code: NoticeCode, value: string | readonly string[] = ''): string {
  const words = (typeof value === 'string' ? value : value.filter(Boolean).join(', ')).slice(0, longestValue);
  return words === '' ? code : `${code} ${words}`;
}

/** Reads what `noticeText` wrote; null for any other text. */
export function readNotice(text: string): Notice | null {
  const space = text.indexOf(' ');
  const word = space === -1 ? text : text.slice(0, space);
  const code = noticeCodes.find((each) => each === word);
  return code === undefined ? null : { code, value: space === -1 ? '' : text.slice(space + 1) };
}
