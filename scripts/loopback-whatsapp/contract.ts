import type { BinaryNode, proto } from '@whiskeysockets/baileys';
import type { MediaStore, UploadedFile } from './media.ts';
import type { UploadBehaviour } from './reupload.ts';

/** What a person sends: words, or any message of the protocol. */
export type Outgoing = { readonly text: string } | { readonly message: proto.IMessage };

export interface SendOptions {
  /** Unix seconds; now when left out. */
  readonly at?: number;
  readonly id?: string;
  /** Leaves the sender's LID (or phone number) out of the stanza. */
  readonly withoutAlternative?: boolean;
  /** Names the sender by LID instead of by phone number. */
  readonly byLid?: boolean;
  /** Encoded fields that a later version puts beside those of the message. */
  readonly beside?: Uint8Array;
}

/** A simulated person with a phone of their own. Sending resolves with the message's id once it is in the mailbox. */
export interface Contact {
  readonly jid: string;
  readonly lid: string;
  send(content: Outgoing, options?: SendOptions): Promise<string>;
}

export interface Group {
  readonly jid: string;
  /** A member writes; `fromPhone` when it is the line's own phone. */
  send(author: Contact | 'phone', content: Outgoing, options?: SendOptions): Promise<string>;
  /** A change of the group, as the server tells it. */
  change(author: Contact, change: BinaryNode): void;
}

/**
 * One place in which a server can be false: who signed the leaf or the intermediate certificate, whose key the leaf
 * names, which issuer, a date long past, or who signed for the device when it is paired.
 */
export type Forgery = 'leaf' | 'intermediate' | 'server-key' | 'issuer' | 'expired' | 'account-signature';

/** The line's own phone. */
export interface Phone {
  readonly jid: string;
  readonly lid: string;
  /** Scans the QR that a client shows: the client becomes the phone's linked device. */
  scan(qr: string): void;
  /**
   * Types a code that a client shows, rightly or wrongly. Resolves with whether the phone has linked the device then;
   * rejects when no client waits for a code.
   */
  typeCode(code: string): Promise<boolean>;
  /** Whether a linked device is on the phone's list. */
  hasDevice(): boolean;
  /** The phone itself writes to somebody. */
  send(to: Contact, content: Outgoing, options?: SendOptions): Promise<string>;
  /** Says something to the device alone, as programs of one account do. */
  sendPeer(message: proto.IMessage): Promise<string>;
  /** Hands a piece of its history to the device: inside the announcement, or as a file that was uploaded. */
  sendHistory(history: proto.IHistorySync, file?: UploadedFile): Promise<string>;
  /** Removes the linked device. */
  unlink(): void;
}

/** A moment of a connection: right after a stanza was sent, or right before one that arrived is looked at. */
export interface Moment {
  readonly when: 'sent' | 'received';
  readonly stanza: (node: BinaryNode) => boolean;
}

/** A WhatsApp of its own on the loopback interface, with one phone and any number of people who write to it. */
export interface LoopbackWhatsapp {
  /** For the client's WebSocket. */
  readonly url: string;
  readonly phone: Phone;
  readonly media: MediaStore;
  contact(name: string, number: string): Contact;
  /** `jid` where the group is known to other servers as well. */
  group(subject: string, members: readonly Contact[], jid?: string): Group;
  /** Sends the device a stanza as it is; it waits in the mailbox like any other. */
  deliver(node: BinaryNode): void;
  /** Sends a stanza that is not mail, if the device is there. */
  sendNow(node: BinaryNode): void;
  sendGarbage(): void;
  /** While held, mail only waits: it arrives with the next login, after what was sent later. */
  hold(held: boolean): void;
  /** While withheld, a device is never told that it has all the mail that waited for it. */
  withholdReplayEnd(withheld: boolean): void;
  /** Puts the mail that waits into another order, by numbers in [0, 1). */
  shuffle(random: () => number): void;
  /** Sends mail again that was sent before, as a server does that lost a receipt. */
  repeat(id: string): void;
  /** While silent, a device that connects waits in vain for an answer to its login. */
  fallSilent(silent: boolean): void;
  /** While deaf, it keeps connections open, answers nothing and sends nothing; mail waits. */
  goDeaf(deaf: boolean): void;
  /** Cuts every connection. */
  drop(): void;
  /** Cuts the connection once, at that point; resolves then. */
  cutAt(point: Moment): Promise<void>;
  /** Resolves at that point, without a cut. */
  reached(point: Moment): Promise<void>;
  /** Resolves as soon as the device has said to have all its mail. */
  delivered(): Promise<void>;
  /** While concealed, its directory tells nobody's LID. */
  concealLids(concealed: boolean): void;
  /** From now on new connections meet a server that is false in that place; null makes it honest again. */
  forge(forgery: Forgery | null): void;
  /** Refuses to link by codes, as for a number that has asked too often. */
  refuseCodes(refused: boolean): void;
  /** What the phone does from now on when its device wants a file uploaded again; it uploads it when nothing is said. */
  answerUploadRequests(behaviour: UploadBehaviour): void;
  /** Refuses new connections with this HTTP status; null lets them in again. */
  refuseWith(status: number | null): void;
  /** Ids of the mail that the device has not yet said to have. */
  waiting(): readonly string[];
  /** Ids that the device said to have received, each time it did. */
  readonly receipted: readonly string[];
  /** Every stanza that clients have sent. */
  readonly seen: readonly BinaryNode[];
  /** What clients have asked for by HTTP: the method, and what they said of themselves. */
  readonly fetched: readonly string[];
  /** How many connections are open. */
  sessions(): number;
  /** Resolves as soon as no connection is open. */
  quiet(): Promise<void>;
  /** How often a client has shaken hands, whether or not it was let in. */
  connections(): number;
  /** How often a client has logged in. */
  logins(): number;
  close(): Promise<void>;
}
