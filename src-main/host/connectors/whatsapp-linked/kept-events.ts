import { proto } from '@whiskeysockets/baileys';
import type { CapturedEvent, CapturedSender, EventKind } from '#shared/model/capture.ts';
import { moment } from './bounds.ts';
import { readContent } from './content.ts';
import type { Identities } from './identities.ts';
import { accountJid, isPersonJid } from './jid.ts';
import type { Sighting } from './reader.ts';
import { receiptKey } from './receipts.ts';
import { type Captured, messageKey, nothingCaptured, sceneOf, targetPlaces } from './records.ts';
import { responseText, voteText } from './seals.ts';

/** More reactions, votes and receipts than a message of a large group has. */
const mostOfEach = 5_000;

/**
 * What happened to a message of the history, which the phone keeps with it: reactions, votes, responses, pins and
 * receipts. Those that came live as well have the same keys.
 */
export function keptEvents(
  info: proto.IWebMessageInfo,
  { envelope, self, title }: Sighting,
  identities: Identities,
): Captured {
  if (!hasEvents(info)) return nothingCaptured;
  const scene = sceneOf(envelope, self, identities, title);
  const target = messageKey(envelope.id, scene.author);
  const elsewhere = targetPlaces(scene, target, identities);
  const own: CapturedSender = { key: scene.own, name: null, own: true };
  const changes = [...scene.changes];

  const person = (jid: string | null | undefined): CapturedSender | null => {
    const account = accountJid(jid);
    if (!isPersonJid(account)) return null;
    const identity = identities.resolve(account, null);
    changes.push(...identity.changes);
    return identity.key === scene.own ? own : { key: identity.key, name: null };
  };
  /** Who sent what is kept under a message key of its own. */
  const senderOf = (key: proto.IMessageKey | null | undefined): CapturedSender | null =>
    key?.fromMe
      ? own
      : envelope.group
        ? person(key?.participant)
        : person(key?.remoteJid ?? envelope.person.jid);
  const event = (
    kind: EventKind,
    key: string,
    sender: CapturedSender | null,
    at: number | null,
    text: string,
  ): CapturedEvent => ({
    type: 'event',
    conversation: scene.conversation,
    messageKey: target,
    key,
    event: kind,
    sender,
    at: at ?? envelope.sentAt,
    text,
    raw: null,
    ...elsewhere,
  });
  /** One that has a message key of its own. */
  const sent = (
    kind: EventKind,
    key: proto.IMessageKey | null | undefined,
    at: number | null,
    text: string,
  ): CapturedEvent[] => {
    const sender = senderOf(key);
    return key?.id && sender ? [event(kind, messageKey(key.id, sender.key), sender, at, text)] : [];
  };

  const { reactions, pollUpdates, eventResponses, pinInChat: pin, keepInChat: keep, userReceipt } = info;
  const records = [
    ...(reactions ?? [])
      .slice(0, mostOfEach)
      .flatMap(({ key, text, senderTimestampMs }) =>
        sent('reaction', key, moment(senderTimestampMs), text ?? ''),
      ),
    ...(pollUpdates ?? []).slice(0, mostOfEach).flatMap((update) => {
      const at = moment(update.serverTimestampMs) ?? moment(update.senderTimestampMs);
      return update.vote
        ? sent('vote', update.pollUpdateMessageKey, at, voteText(update.vote, optionsOf(info)))
        : [];
    }),
    ...(eventResponses ?? []).slice(0, mostOfEach).flatMap((response) => {
      const said = response.eventResponseMessage;
      return said
        ? sent('response', response.eventResponseMessageKey, moment(response.timestampMs), responseText(said))
        : [];
    }),
    ...(pin
      ? [
          event(
            'pin',
            `${target} kept pin ${pin.type ?? 0}`,
            null,
            moment(pin.serverTimestampMs) ?? moment(pin.senderTimestampMs),
            pin.type === proto.PinInChat.Type.UNPIN_FOR_ALL ? 'off' : 'on',
          ),
        ]
      : []),
    ...(keep
      ? [
          event(
            'keep',
            `${target} kept keep ${keep.keepType ?? 0}`,
            person(keep.deviceJid),
            moment(keep.serverTimestampMs) ?? moment(keep.clientTimestampMs),
            keep.keepType === proto.KeepType.UNDO_KEEP_FOR_ALL ? 'off' : 'on',
          ),
        ]
      : []),
    ...(envelope.fromMe ? (userReceipt ?? []) : []).slice(0, mostOfEach).flatMap((receipt) => {
      const reader = person(receipt.userJid);
      if (!reader || reader.own) return [];
      const states = [
        ['delivered', receipt.receiptTimestamp],
        ['read', receipt.readTimestamp],
        ['played', receipt.playedTimestamp],
      ] as const;
      return states.flatMap(([state, time]) => {
        const at = moment(time);
        return at === null
          ? []
          : [event('receipt', receiptKey(target, state, reader.key), reader, at, state)];
      });
    }),
  ];
  return records.length === 0 ? nothingCaptured : { ...nothingCaptured, records, changes };
}

/** Most messages of a history have none. */
const hasEvents = (info: proto.IWebMessageInfo): boolean =>
  Boolean(
    info.reactions?.length ||
    info.pollUpdates?.length ||
    info.eventResponses?.length ||
    info.userReceipt?.length ||
    info.pinInChat ||
    info.keepInChat,
  );

function optionsOf({ message }: proto.IWebMessageInfo): readonly string[] {
  const content = message ? readContent(message) : null;
  const subject = content?.type === 'message' ? content.details.subject : undefined;
  return subject?.type === 'poll' ? subject.options : [];
}
