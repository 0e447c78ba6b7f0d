import { proto } from '@whiskeysockets/baileys';
import { z } from 'zod';
import { type NoticeCode, noticeText } from '#shared/model/notice.ts';
import { type MessageContent, timerNotice, unknownContent } from './content.ts';
import { accountJid, personLabel } from './jid.ts';

const { StubType } = proto.WebMessageInfo;

/** A message that the phone keeps as a sign only: deleted, not decrypted, a missed call, a change of a group. */
export function readStub(message: proto.IWebMessageInfo): MessageContent | null {
  const stub = message.messageStubType;
  if (!stub) return null;
  if (stub === StubType.CIPHERTEXT) return { ...unknownContent, kind: 'pending' };
  if (stub === StubType.REVOKE || stub === StubType.ADMIN_REVOKE) return { ...unknownContent, deleted: true };
  const call = missedCalls.get(stub);
  if (call) return { ...unknownContent, kind: 'call', text: noticeText(call) };
  return { ...unknownContent, kind: 'system', text: noticeOf(stub, message.messageStubParameters ?? []) };
}

/** Whether a sign says that the other side of a direct conversation has a new number. */
export const isNumberChange = (message: proto.IWebMessageInfo): boolean =>
  message.messageStubType === StubType.INDIVIDUAL_CHANGE_NUMBER;

const missedCalls: ReadonlyMap<number, NoticeCode> = new Map([
  [StubType.CALL_MISSED_VOICE, 'call-missed-voice'],
  [StubType.CALL_MISSED_GROUP_VOICE, 'call-missed-voice'],
  [StubType.CALL_MISSED_VIDEO, 'call-missed-video'],
  [StubType.CALL_MISSED_GROUP_VIDEO, 'call-missed-video'],
]);

const withoutValue: ReadonlyMap<number, NoticeCode> = new Map([
  [StubType.GROUP_CHANGE_ICON, 'group-picture'],
  [StubType.GROUP_CHANGE_INVITE_LINK, 'group-invite-link'],
  [StubType.E2E_ENCRYPTED, 'encrypted'],
  [StubType.E2E_IDENTITY_CHANGED, 'security-code-change'],
]);

const withText: ReadonlyMap<number, NoticeCode> = new Map([
  [StubType.GROUP_CREATE, 'group-create'],
  [StubType.GROUP_CHANGE_SUBJECT, 'group-subject'],
  [StubType.GROUP_CHANGE_DESCRIPTION, 'group-description'],
]);

const withPeople: ReadonlyMap<number, NoticeCode> = new Map([
  [StubType.GROUP_PARTICIPANT_ADD, 'group-add'],
  [StubType.GROUP_PARTICIPANT_REMOVE, 'group-remove'],
  [StubType.GROUP_PARTICIPANT_LEAVE, 'group-leave'],
  [StubType.GROUP_PARTICIPANT_PROMOTE, 'group-promote'],
  [StubType.GROUP_PARTICIPANT_DEMOTE, 'group-demote'],
  [StubType.GROUP_PARTICIPANT_INVITE, 'group-joined-by-link'],
  [StubType.GROUP_PARTICIPANT_CHANGE_NUMBER, 'number-change'],
  [StubType.INDIVIDUAL_CHANGE_NUMBER, 'number-change'],
]);

/** Switches whose parameter is `on` or `off`. */
const switched: ReadonlyMap<number, readonly [on: NoticeCode, off: NoticeCode]> = new Map([
  [StubType.GROUP_CHANGE_ANNOUNCE, ['group-only-admins-write', 'group-all-write']],
  [StubType.GROUP_CHANGE_RESTRICT, ['group-only-admins-change', 'group-all-change']],
]);

function noticeOf(stub: proto.WebMessageInfo.StubType, values: readonly string[]): string {
  const [first = ''] = values;
  if (stub === StubType.CHANGE_EPHEMERAL_SETTING) return timerNotice(Number(first));
  const plain = withoutValue.get(stub);
  if (plain) return noticeText(plain);
  const text = withText.get(stub);
  if (text) return noticeText(text, first);
  const people = withPeople.get(stub);
  if (people) return noticeText(people, values.map(personOf));
  const [on, off] = switched.get(stub) ?? [];
  if (on && off) return noticeText(first === 'on' ? on : off);
  return (StubType[stub] ?? `stub-${stub}`).toLowerCase().replaceAll('_', '-');
}

const described = z.object({ id: z.string(), phoneNumber: z.string().optional() });

/** A participant is a JID or, since groups have LIDs, JSON that holds one. */
function personOf(value: string): string {
  if (!value.startsWith('{')) return personLabel([accountJid(value)]);
  try {
    const { id, phoneNumber } = described.parse(JSON.parse(value));
    return personLabel([accountJid(phoneNumber), accountJid(id)]);
  } catch {
    return '';
  }
}
