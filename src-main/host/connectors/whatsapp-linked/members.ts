import {
  type BinaryNode,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  type GroupMetadata,
  isJidGroup,
  proto,
} from '@whiskeysockets/baileys';
import type { CapturedMembers, MemberState } from '#shared/model/capture.ts';
import { moment } from './bounds.ts';
import type { Account } from './envelope.ts';
import type { Identities } from './identities.ts';
import { accountJid, isPersonJid } from './jid.ts';
import { type Captured, nothingCaptured } from './records.ts';

/** More than WhatsApp lets a group have. */
const mostMembers = 5_000;

interface NamedMember {
  readonly jid: string | null | undefined;
  readonly alternative: string | null | undefined;
  readonly state: MemberState;
}

/** What some people are in a group now. Nothing when none of them can be told. */
function membersOf(
  group: string,
  title: string | null,
  at: number,
  told: CapturedMembers['told'],
  named: readonly NamedMember[],
  self: Account,
  identities: Identities,
): Captured {
  const own = identities.resolve(self.jid, self.lid);
  const people = named.slice(0, mostMembers).flatMap(({ jid, alternative, state }) => {
    const account = accountJid(jid);
    const { key, changes } = identities.resolve(account, accountJid(alternative) || null);
    const person = key === own.key ? { key, name: null, own: true as const } : { key, name: null };
    return isPersonJid(account) ? [{ member: { person, state }, changes }] : [];
  });
  if (people.length === 0) return nothingCaptured;
  return {
    ...nothingCaptured,
    records: [
      {
        type: 'members',
        conversation: { key: group, kind: 'group', title },
        at,
        told,
        members: people.map(({ member }) => member),
      },
    ],
    changes: [...own.changes, ...people.flatMap(({ changes }) => changes)],
  };
}

const changes: Readonly<Record<string, readonly [told: CapturedMembers['told'], state: MemberState]>> = {
  create: ['present', 'member'],
  add: ['change', 'member'],
  remove: ['change', 'gone'],
  leave: ['change', 'gone'],
  promote: ['role', 'admin'],
  demote: ['role', 'member'],
};

/** What a change of a group does to its members. */
export function readMemberChange(
  group: string,
  title: string | null,
  at: number,
  change: BinaryNode,
  self: Account,
  identities: Identities,
): Captured {
  const [told, state] = changes[change.tag] ?? [];
  if (!told || !state) return nothingCaptured;
  const list = change.tag === 'create' ? getBinaryNodeChild(change, 'group') : change;
  const named = getBinaryNodeChildren(list, 'participant').map(({ attrs }) => ({
    jid: attrs['jid'],
    alternative: attrs['phone_number'] ?? attrs['lid'],
    state: roles.get(attrs['type'] ?? '') ?? state,
  }));
  return membersOf(group, title, at, told, named, self, identities);
}

const roles: ReadonlyMap<string, MemberState> = new Map([
  ['admin', 'admin'],
  ['superadmin', 'owner'],
]);

/** Everybody in a group, as the server has it now. */
export function readMetadata(
  { id, subject, participants }: Pick<GroupMetadata, 'id' | 'subject' | 'participants'>,
  at: number,
  self: Account,
  identities: Identities,
): Captured {
  const named = participants.map((each) => ({
    jid: each.id,
    alternative: each.phoneNumber ?? each.lid,
    state: roles.get(each.admin ?? '') ?? 'member',
  }));
  return membersOf(id, subject, at, 'everybody', named, self, identities);
}

/** Who was in a group when the phone handed over its history; it may not know everybody. */
export function readKeptMembers(
  { id, participant }: proto.IConversation,
  title: string | null,
  at: number,
  self: Account,
  identities: Identities,
): Captured {
  const { ADMIN, SUPERADMIN } = proto.GroupParticipant.Rank;
  if (!id || !isJidGroup(id) || !participant?.length) return nothingCaptured;
  const named = participant.map(({ userJid, rank }) => ({
    jid: userJid,
    alternative: null,
    state:
      rank === SUPERADMIN ? ('owner' as const) : rank === ADMIN ? ('admin' as const) : ('member' as const),
  }));
  return membersOf(id, title, at, 'present', named, self, identities);
}

/** Who had left a group before the phone handed over its history. */
export function readPastMembers(
  { groupJid, pastParticipants }: proto.IPastParticipants,
  self: Account,
  identities: Identities,
): Captured[] {
  if (!groupJid || !isJidGroup(groupJid)) return [];
  return (pastParticipants ?? []).slice(0, mostMembers).flatMap(({ userJid, leaveTs }) => {
    const at = moment(leaveTs);
    const gone = { jid: userJid, alternative: null, state: 'gone' as const };
    return at === null ? [] : [membersOf(groupJid, null, at, 'change', [gone], self, identities)];
  });
}
