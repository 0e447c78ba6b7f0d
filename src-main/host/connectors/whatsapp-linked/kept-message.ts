import { proto } from '@whiskeysockets/baileys';
import type { Screen } from '../connector.ts';
import type { Account, Envelope, NamedPerson } from './envelope.ts';
import type { Identities } from './identities.ts';
import { accountJid, isLeftOut, isPersonJid } from './jid.ts';
import { keptEvents } from './kept-events.ts';
import { bytesToKeep, withoutPrivate } from './private-content.ts';
import { merged, type MessageReader } from './reader.ts';
import { type Captured, nothingCaptured } from './records.ts';
import { withSecret } from './seals.ts';
import { isNumberChange, readStub } from './stubs.ts';
import { changedNumber } from './who-is-who.ts';

/** A message as the phone keeps it; `raw` is what may be kept of its bytes. */
export interface KeptMessage {
  readonly info: proto.IWebMessageInfo;
  readonly raw: Uint8Array;
}

/** Reads one in one of the phone's conversations. */
export function readKeptMessage(
  conversation: proto.IConversation,
  { info: message, raw }: KeptMessage,
  self: Account,
  identities: Identities,
  reader: MessageReader,
  title: (group: string) => string | null,
): Captured {
  const envelope = keptEnvelope(conversation, message, self);
  if (!envelope) return nothingCaptured;
  const sighting = { envelope, raw, self, title };
  const said =
    message.message && message.messageSecret?.length
      ? withSecret(message.message, message.messageSecret)
      : message.message;
  const sign = said ? null : readStub(message);
  const captured = said ? reader.read(sighting, said) : sign && reader.readKnown(sighting, sign);
  if (!captured) return nothingCaptured;
  const records = isNumberChange(message)
    ? changedNumber([conversation.id, ...(message.messageStubParameters ?? [])], {
        reference: envelope.id,
        at: envelope.sentAt,
      })
    : [];
  return merged([captured, { ...nothingCaptured, records }, keptEvents(message, sighting, identities)]);
}

/** Messages that the phone repeats because this device had asked for them (placeholder resend). */
export function repeatedMessages(message: proto.IMessage, screen: Screen): KeptMessage[] {
  const results =
    message.protocolMessage?.peerDataOperationRequestResponseMessage?.peerDataOperationResult ?? [];
  return results.flatMap(({ placeholderMessageResendResponse: response }) => {
    const bytes = response?.webMessageInfoBytes;
    if (!bytes?.length) return [];
    try {
      const info = proto.WebMessageInfo.decode(bytes);
      const kept = withoutPrivate(info, screen);
      if (kept === 'nothing') return [];
      return [
        { info, raw: bytesToKeep(bytes, kept, screen, () => proto.WebMessageInfo.encode(info).finish()) },
      ];
    } catch {
      return [];
    }
  });
}

function keptEnvelope(
  conversation: proto.IConversation,
  message: proto.IWebMessageInfo,
  self: Account,
): Envelope | null {
  const chat = accountJid(conversation.id);
  const { id, fromMe, participant } = message.key ?? {};
  if (!id || !chat || isLeftOut(chat)) return null;
  const group = chat.endsWith('@g.us') ? chat : null;
  const author = accountJid(participant ?? message.participant);
  if (group ? !author && !fromMe && !message.messageStubType : !isPersonJid(chat)) return null;
  const person: NamedPerson = group
    ? { jid: author || self.jid, alternative: null }
    : { jid: chat, alternative: accountJid(conversation.pnJid ?? conversation.lidJid) || null };
  return {
    id,
    group,
    person: person.jid === person.alternative ? { ...person, alternative: null } : person,
    fromMe: Boolean(fromMe),
    author: author || chat,
    sentAt: Number(message.messageTimestamp ?? 0) * 1000,
    name: message.pushName || null,
    peer: false,
  };
}
