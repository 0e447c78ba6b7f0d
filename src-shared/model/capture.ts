import type { MediaDetails, MissingReason } from './attachment.ts';
import type { EvidenceBasis, NameKind, PersonIdentity } from './contact.ts';
import type { MessageDetails } from './details.ts';
import type { ConversationKind, Direction, MessageKind } from './message.ts';

/** The conversation a captured record belongs to, as its source names it; `key` is stable within one line. */
export interface CapturedConversation {
  readonly key: string;
  readonly kind: ConversationKind;
  /** The account of the other side of a direct conversation, where the key is not its JID. */
  readonly person?: PersonIdentity;
  /** The name to show, when the source knows one; a later, better name replaces it. */
  readonly title: string | null;
}

/** Who wrote a message; `key` is stable within one line (a JID, or the name in a chat export). */
export interface CapturedSender {
  readonly key: string;
  /** Their account, where the key is not its JID. */
  readonly person?: PersonIdentity;
  readonly name: string | null;
  /** It is the line's own account: whoever was its employee at that moment. */
  readonly own?: true;
}

/** A file that came with a message. `sha256` names it in the media store; null while it is not there. */
export interface CapturedAttachment {
  readonly name: string | null;
  readonly mime: string | null;
  readonly size: number | null;
  readonly sha256: string | null;
  /** Why there is no file. */
  readonly missing: MissingReason | null;
  /** Length of a voice note or video in seconds, when the source says. */
  readonly seconds: number | null;
  /** What else its message says about it, where the source has such words; `raw` holds them as evidence. */
  readonly details?: MediaDetails;
}

/** One message as a connector saw it. The archive gives it an id; the original is never changed afterwards. */
export interface CapturedMessage {
  readonly type: 'message';
  readonly conversation: CapturedConversation;
  /** The same message always has the same key within its conversation: a second sighting adds nothing. */
  readonly key: string;
  readonly sender: CapturedSender | null;
  readonly direction: Direction | null;
  readonly kind: MessageKind;
  /** UTC milliseconds. */
  readonly sentAt: number;
  /** Its number among what arrived of the same second, from 1, where the source's time tells only seconds. */
  readonly arrival?: number;
  readonly text: string;
  /** What it carries beside its text: what it quotes, a poll's options, an order. */
  readonly details?: MessageDetails;
  readonly attachment: CapturedAttachment | null;
  /** The source says that its sender deleted or edited it before we saw it. */
  readonly deleted: boolean;
  readonly edited: boolean;
  /** It contains what looks like a pasted or typed message header. */
  readonly suspicious: boolean;
  /** The bytes as they came (a protobuf), kept as evidence; null where `text` is all there was. */
  readonly raw: Uint8Array | null;
  /** It only says what a `pending` message with this key turned out to be, and adds nothing where there is none. */
  readonly resolvesOnly?: true;
  /** Where else the same message may have been captured, before its source knew who is who. */
  readonly otherPlaces?: readonly CapturedPlace[];
}

/** A message by the keys it was captured with. */
export interface CapturedPlace {
  readonly conversation: string;
  readonly message: string;
}

/** What can happen to a message after it was sent. A kind never changes its meaning. */
export const eventKinds = [
  'edit',
  'revoke',
  'reaction',
  'vote',
  'response',
  'pin',
  'keep',
  'receipt',
  'location',
  'call-end',
  'cancel',
  'sealed',
  'resolved',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** How far a sent message got. */
export const receiptStates = ['sent', 'delivered', 'read', 'played', 'failed'] as const;
export type ReceiptState = (typeof receiptStates)[number];

/** Something that happened to a message after it was sent; it never overwrites the original. May come first. */
export interface CapturedEvent {
  readonly type: 'event';
  readonly conversation: CapturedConversation;
  /** Key of the message that it is about. */
  readonly messageKey: string;
  /** The same event always has the same key within its conversation. */
  readonly key: string;
  readonly event: EventKind;
  readonly sender: CapturedSender | null;
  /** UTC milliseconds. */
  readonly at: number;
  /**
   * By kind. `edit`: the new text. `reaction`: the emoji, '' takes it back. `vote`: all options that the person has
   * chosen now, as a JSON array. `response` to an event: `going`, `maybe` or `not-going`. `pin`, `keep`: `on` or `off`.
   * `receipt`: a `ReceiptState`. `location`: the new position, latitude and longitude. `call-end`: a `CallOutcome` and,
   * after a space, the seconds that it lasted when they are known. `sealed`, which came encrypted under a secret of
   * the message that is not known: `vote`, `response`, `edit` or `reaction`; the event that it turns out to be has the key
   * that `openedKey` gives. `revoke`, `cancel` (of something planned), `resolved` (of a message that
   * was pending): ''.
   */
  readonly text: string;
  readonly raw: Uint8Array | null;
  /** Where else the message that it is about may have been captured. */
  readonly otherPlaces?: readonly CapturedPlace[];
}

/** The key of the event that a sealed one turned out to be. */
export const openedKey = (sealed: string): string => `${sealed} opened`;

/**
 * What a source says about one person: which identities are theirs, and what they are called. The archive keeps it as
 * evidence and decides what follows; saying the same again adds nothing.
 */
export interface CapturedPerson {
  readonly type: 'person';
  /** At least one; the names are those of the first. Two or more are said to be one person. */
  readonly identities: readonly PersonIdentity[];
  readonly names: readonly { readonly kind: Exclude<NameKind, 'own'>; readonly name: string }[];
  readonly basis: Exclude<EvidenceBasis, 'person'>;
  /** Id of the message, notification or piece of history that said it. */
  readonly reference: string | null;
  /** UTC milliseconds. */
  readonly at: number;
  /** The bytes as they came, where they are not kept with a message. */
  readonly raw: Uint8Array | null;
}

/** What somebody is in a group, or `gone`. */
export const memberStates = ['member', 'admin', 'owner', 'gone'] as const;
export type MemberState = (typeof memberStates)[number];

/** Who belongs to a group, as far as the source tells. */
export interface CapturedMembers {
  readonly type: 'members';
  readonly conversation: CapturedConversation;
  /** UTC milliseconds: when it happened, or when it was learned. */
  readonly at: number;
  /**
   * `change`: these people joined or left. `role`: they were members and got another role. `present`: they were seen
   * to be members. `everybody`: they and nobody else are members now.
   */
  readonly told: 'change' | 'role' | 'present' | 'everybody';
  readonly members: readonly { readonly person: CapturedSender; readonly state: MemberState }[];
}

export type CapturedRecord = CapturedMessage | CapturedEvent | CapturedMembers | CapturedPerson;
