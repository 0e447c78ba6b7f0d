import {
  type BinaryNode,
  getAllBinaryNodeChildren,
  getBinaryNodeChild,
  isJidGroup,
  proto,
} from '@whiskeysockets/baileys';
import type { CapturedConversation, CapturedEvent, CapturedMessage } from '#shared/model/capture.ts';
import type { CallOutcome } from '#shared/model/details.ts';
import { noticeText } from '#shared/model/notice.ts';
import { count, moment } from './bounds.ts';
import type { Account } from './envelope.ts';
import type { Identities } from './identities.ts';
import { accountJid, isPersonJid } from './jid.ts';
import { type Captured, messageKey, nothingCaptured, otherPlaces } from './records.ts';
import { systemMessage } from './system.ts';

/** A call when it begins, as a message; how it goes on and ends, as events on it. They may come first. */
export function readCall(node: BinaryNode, self: Account, identities: Identities): Captured {
  const [call] = getAllBinaryNodeChildren(node);
  const id = call?.attrs['call-id'];
  const caller = accountJid(call?.attrs['call-creator'] ?? call?.attrs['from'] ?? node.attrs['from']);
  if (!call || !id || !isPersonJid(caller)) return nothingCaptured;
  const group = call.attrs['group-jid'];
  const person = identities.resolve(
    caller,
    accountJid(call.attrs['caller_pn'] ?? call.attrs['caller_lid']) || null,
  );
  const fromMe = [self.jid, self.lid].includes(caller);
  const peer = fromMe ? accountJid(node.attrs['from']) : '';
  const other =
    isPersonJid(peer) && ![self.jid, self.lid].includes(peer) ? identities.resolve(peer, null) : person;
  const conversation: CapturedConversation =
    group && isJidGroup(group)
      ? { key: group, kind: 'group', title: null }
      : { key: other.key, kind: 'direct', title: null };
  const key = messageKey(id, person.key);
  const places = otherPlaces({ conversation }, id, person.key, identities);
  const changes = [...person.changes, ...(other === person ? [] : other.changes)];
  if (callOffers.has(call.tag)) {
    const notice = noticeText(getBinaryNodeChild(call, 'video') ? 'call-video' : 'call-voice');
    const message: CapturedMessage = {
      ...systemMessage(conversation, key, notice, node, 'call'),
      sender: { key: person.key, name: node.attrs['notify'] || null },
      direction: fromMe ? 'outgoing' : 'incoming',
      ...places,
    };
    return { ...nothingCaptured, records: [message], changes };
  }
  const outcome = outcomeOf(call);
  if (outcome === null) return nothingCaptured;
  const at = moment(node.attrs['t']) ?? Date.now();
  const record = callEnd(conversation, key, call.tag, at, outcome, null);
  return { ...nothingCaptured, records: [{ ...record, ...places }], changes };
}

const callOffers: ReadonlySet<string> = new Set(['offer', 'offer_notice']);

/** What a stanza of a call says of its outcome; null when it only keeps the call going. */
function outcomeOf({ tag, attrs }: BinaryNode): CallOutcome | null {
  if (tag === 'accept') return 'answered';
  if (tag === 'reject') return 'declined';
  return tag === 'terminate' ? (terminations.get(attrs['reason'] ?? '') ?? 'ended') : null;
}

const terminations: ReadonlyMap<string, CallOutcome> = new Map([
  ['timeout', 'missed'],
  ['busy', 'missed'],
  ['accepted_elsewhere', 'answered-elsewhere'],
  ['rejected_elsewhere', 'declined'],
  ['failed', 'failed'],
]);

function callEnd(
  conversation: CapturedConversation,
  key: string,
  source: string,
  at: number,
  outcome: CallOutcome,
  seconds: number | null,
): CapturedEvent {
  return {
    type: 'event',
    conversation,
    messageKey: key,
    key: `${key} ${source}`,
    event: 'call-end',
    sender: null,
    at,
    text: seconds === null ? outcome : `${outcome} ${seconds}`,
    raw: null,
  };
}

const { CallResult } = proto.CallLogRecord;
const results: ReadonlyMap<number, CallOutcome> = new Map([
  [CallResult.CONNECTED, 'answered'],
  [CallResult.REJECTED, 'declined'],
  [CallResult.CANCELLED, 'missed'],
  [CallResult.ACCEPTEDELSEWHERE, 'answered-elsewhere'],
  [CallResult.MISSED, 'missed'],
  [CallResult.UNAVAILABLE, 'missed'],
  [CallResult.ABANDONED, 'missed'],
  [CallResult.INVALID, 'failed'],
  [CallResult.FAILED, 'failed'],
]);

/** A call of the phone's own log, which comes with its history. One that was seen live has the same key. */
export function readLoggedCall(log: proto.ICallLogRecord, self: Account, identities: Identities): Captured {
  const startedAt = moment(log.startTime);
  const creator = accountJid(log.callCreatorJid);
  const invited = log.participants?.map((each) => accountJid(each.userJid)).find((jid) => isPersonJid(jid));
  const other = log.isIncoming ? creator : (invited ?? '');
  if (!log.callId || startedAt === null || !isPersonJid(creator)) return nothingCaptured;
  const group = isJidGroup(log.groupJid ?? undefined) ? (log.groupJid ?? null) : null;
  if (group === null && !isPersonJid(other)) return nothingCaptured;
  const caller = log.isIncoming ? identities.resolve(creator, null) : identities.resolve(self.jid, self.lid);
  const peer = group === null ? identities.resolve(other, null) : caller;
  const conversation: CapturedConversation =
    group === null
      ? { key: peer.key, kind: 'direct', title: null }
      : { key: group, kind: 'group', title: null };
  const key = messageKey(log.callId, caller.key);
  const places = otherPlaces({ conversation }, log.callId, caller.key, identities);
  const outcome = results.get(log.callResult ?? CallResult.CONNECTED);
  const message: CapturedMessage = {
    type: 'message',
    conversation,
    key,
    sender: { key: caller.key, name: null },
    direction: log.isIncoming ? 'incoming' : 'outgoing',
    kind: 'call',
    sentAt: startedAt,
    text: noticeText(log.isVideo ? 'call-video' : 'call-voice'),
    attachment: null,
    deleted: false,
    edited: false,
    suspicious: false,
    raw: proto.CallLogRecord.encode(log).finish(),
    ...places,
  };
  const seconds = count(log.duration);
  const end =
    outcome && callEnd(conversation, key, 'log', startedAt + (seconds ?? 0) * 1000, outcome, seconds);
  return {
    ...nothingCaptured,
    records: [message, ...(end ? [{ ...end, ...places }] : [])],
    changes: [...caller.changes, ...peer.changes],
  };
}
