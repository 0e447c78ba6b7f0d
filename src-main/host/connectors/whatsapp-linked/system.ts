import {
  type BinaryNode,
  encodeBinaryNode,
  getAllBinaryNodeChildren,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  isJidGroup,
} from '@whiskeysockets/baileys';
import type { CapturedConversation, CapturedMessage } from '#shared/model/capture.ts';
import { type NoticeCode, noticeText } from '#shared/model/notice.ts';
import { moment } from './bounds.ts';
import { groupTitleChange } from './groups.ts';
import type { Identities } from './identities.ts';
import { timerNotice } from './content.ts';
import type { Account } from './envelope.ts';
import { accountJid, isPersonJid, personLabel } from './jid.ts';
import { readMemberChange } from './members.ts';
import { changedNumber } from './who-is-who.ts';
import { type Captured, nothingCaptured } from './records.ts';

const mostParticipants = 1_024;

/** A change of a group as a system message. Everything else that a notification can be is no part of a conversation. */
export function readGroupChange(
  node: BinaryNode,
  self: Account,
  identities: Identities,
  title: (group: string) => string | null,
): Captured {
  const { from, id, type } = node.attrs;
  if (!from || !id || !isJidGroup(from) || (type !== 'w:gp2' && type !== 'picture')) return nothingCaptured;
  const [change] = getAllBinaryNodeChildren(node);
  const code = change && groupCodes[type === 'picture' ? 'picture' : change.tag];
  if (!change || !code) return nothingCaptured;
  const subject =
    change.tag === 'subject' || change.tag === 'create'
      ? (change.attrs['subject'] ?? getBinaryNodeChild(change, 'group')?.attrs['subject'])
      : undefined;
  const people = getBinaryNodeChildren(change, 'participant').slice(0, mostParticipants);
  const named = people.map((person) =>
    personOf(identities, person.attrs['jid'], person.attrs['phone_number'] ?? person.attrs['lid']),
  );
  const actor = personOf(
    identities,
    node.attrs['participant'],
    node.attrs['participant_pn'] ?? node.attrs['participant_lid'],
  );
  const conversation: CapturedConversation = { key: from, kind: 'group', title: subject ?? title(from) };
  const members = readMemberChange(from, conversation.title, sentAtOf(node), change, self, identities);
  return {
    ...nothingCaptured,
    records: [
      systemMessage(
        conversation,
        `${id} ${actor?.key ?? from}`,
        groupNotice(
          code,
          change,
          subject ?? '',
          named.flatMap((person) => person?.label ?? []),
        ),
        node,
        'system',
      ),
      ...members.records,
      ...(change.tag === 'modify'
        ? changedNumber([...jidsOf(node), ...people.flatMap(jidsOf)], changeTold(node))
        : []),
    ],
    changes: [
      ...members.changes,
      ...(subject ? [groupTitleChange(from, subject)] : []),
      ...[actor, ...named].flatMap((person) => person?.changes ?? []),
    ],
  };
}

const groupCodes: Readonly<Record<string, NoticeCode>> = {
  create: 'group-create',
  subject: 'group-subject',
  description: 'group-description',
  picture: 'group-picture',
  add: 'group-add',
  remove: 'group-remove',
  leave: 'group-leave',
  promote: 'group-promote',
  demote: 'group-demote',
  modify: 'number-change',
  ephemeral: 'disappearing-timer',
  not_ephemeral: 'disappearing-off',
  announcement: 'group-only-admins-write',
  not_announcement: 'group-all-write',
  locked: 'group-only-admins-change',
  unlocked: 'group-all-change',
  invite: 'group-invite-link',
};

function groupNotice(
  code: NoticeCode,
  change: BinaryNode,
  subject: string,
  people: readonly string[],
): string {
  if (code === 'disappearing-timer') return timerNotice(Number(change.attrs['expiration']));
  if (code === 'group-description') return noticeText(code, text(getBinaryNodeChild(change, 'body')));
  return noticeText(code, subject || people);
}

export const sentAtOf = (node: BinaryNode): number => moment(node.attrs['t']) ?? Date.now();

export function systemMessage(
  conversation: CapturedConversation,
  key: string,
  text: string,
  node: BinaryNode,
  kind: 'system' | 'call',
): CapturedMessage {
  return {
    type: 'message',
    conversation,
    key,
    sender: null,
    direction: null,
    kind,
    sentAt: sentAtOf(node),
    text,
    attachment: null,
    deleted: false,
    edited: false,
    suspicious: false,
    raw: encodeBinaryNode(node),
  };
}

const changeTold = (node: BinaryNode) => ({ reference: node.attrs['id'] ?? null, at: sentAtOf(node) });

/** Every JID by which a node names its person. */
const jidsOf = ({ attrs }: BinaryNode): (string | undefined)[] => [
  attrs['jid'] ?? attrs['participant'],
  attrs['phone_number'] ?? attrs['participant_pn'],
];

/** That somebody whom the line knows has a new number. */
export function readNumberChange(node: BinaryNode, identities: Identities): Captured {
  const change = getBinaryNodeChild(node, 'modify');
  const [old, now] = [accountJid(change?.attrs['old']), accountJid(change?.attrs['new'])];
  if (!change || !isPersonJid(old) || !isPersonJid(now)) return nothingCaptured;
  const lid = accountJid(change.attrs['new_lid']);
  return {
    ...nothingCaptured,
    records: changedNumber([old, now], changeTold(node)),
    changes: lid ? identities.resolve(now, lid).changes : [],
  };
}

function personOf(identities: Identities, jid: string | undefined, alternative: string | undefined) {
  const account = accountJid(jid);
  const other = accountJid(alternative);
  if (!isPersonJid(account)) return null;
  const { key, changes } = identities.resolve(account, other || null);
  return { key, changes, label: personLabel([account, other, key]) };
}

const text = (node: BinaryNode | undefined): string =>
  node?.content instanceof Uint8Array
    ? Buffer.from(node.content).toString()
    : typeof node?.content === 'string'
      ? node.content
      : '';
