import type { Language } from './workspace.ts';
import type { EventKind, MemberState } from './capture.ts';
import type { IdentityKind, NameKind } from './contact.ts';
import type { GapCause, GapState } from './coverage.ts';
import type { Advertisement, MessageSubject } from './details.ts';
import type { ConnectorType } from './line.ts';
import type { NoticeWay } from './line-notice.ts';
import type { MissingReason } from './attachment.ts';
import type { ConversationKind, Direction, MessageKind } from './message.ts';
import type { Severity } from './policy.ts';

/*
 * What an export holds, in the order in which every writer gets it: first the lines, then one conversation after the
 * other, each as its own record followed by its entries in the order of time. All times are UTC milliseconds. Texts are
 * as they were captured, also hostile ones: a writer that shows them makes them harmless.
 */

/** Somebody at a moment: `id` is the same wherever the same person appears, `name` is what they were called then. */
export interface ExportPerson {
  readonly id: string;
  readonly name: string;
}

/** A company line, with what is on record about when it was captured and what its employees were told. */
export interface LineRecord {
  readonly type: 'line';
  readonly id: number;
  readonly name: string;
  readonly employee: string;
  readonly team: string | null;
  readonly phone: string | null;
  readonly connector: ConnectorType;
  /** When it was first linked; null for a line of which only chat exports were imported. */
  readonly coveredSince: number | null;
  readonly notices: readonly NoticeRecord[];
  /** Within the period of the export. */
  readonly gaps: readonly GapFact[];
}

/** That an employee was told of the supervision. */
export interface NoticeRecord {
  readonly employee: string;
  readonly how: NoticeWay;
  readonly givenAt: number;
  readonly recordedAt: number;
  readonly recordedBy: string | null;
  /** SHA-256 of the text that was accepted, and of the signed paper. */
  readonly textSha256: string | null;
  readonly paperSha256: string | null;
  readonly reason: string | null;
}

/** A time in which a line was not captured. */
export interface GapFact {
  readonly id: number;
  readonly from: number;
  /** Null while it lasts. */
  readonly to: number | null;
  /** What lasted longest first. */
  readonly causes: readonly GapCause[];
  readonly state: GapState;
  /** Messages of that time which came in later; null when nobody has found out. */
  readonly messages: number | null;
}

/** One of the people of a conversation. */
export interface ExportParticipant {
  readonly id: string;
  /** What they are called today. */
  readonly name: string;
  /** The line's own employee writes under it. */
  readonly isLine: boolean;
  readonly identities: readonly { readonly kind: IdentityKind; readonly value: string }[];
  /** All that they were called, oldest first. */
  readonly names: readonly {
    readonly kind: NameKind;
    readonly name: string | null;
    readonly at: number;
  }[];
}

/** The beginning of a conversation; what follows belongs to it until the next one. */
export interface ConversationRecord {
  readonly type: 'conversation';
  readonly id: number;
  readonly lineId: number;
  readonly kind: ConversationKind;
  readonly title: string;
  /** How its sources name it: more than one where one person wrote under several accounts. */
  readonly keys: readonly string[];
  readonly participants: readonly ExportParticipant[];
  /** Of this export. */
  readonly messages: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** A file that came with a message. */
export interface ExportAttachment {
  /** As its sender's phone named it: may be anything. */
  readonly name: string | null;
  readonly mime: string | null;
  readonly size: number | null;
  readonly sha256: string | null;
  readonly seconds: number | null;
  readonly missing: MissingReason | null;
  /** Where it lies in the export, with `/`; null when it is not there. */
  readonly path: string | null;
}

/** What a message answers, as its sender's phone quoted it. */
export interface ExportQuote {
  /** The quoted message where it is in the archive; it may lie outside of the export. */
  readonly messageId: number | null;
  readonly author: string | null;
  readonly fromLine: boolean;
  readonly kind: MessageKind;
  readonly text: string;
  readonly place: 'here' | 'elsewhere' | 'status';
  readonly isComment: boolean;
}

/** What happened to a message; `text` by kind, as `CapturedEvent` says. */
export interface ExportEvent {
  readonly event: EventKind;
  readonly at: number;
  readonly person: ExportPerson | null;
  readonly text: string;
}

/** A policy's hit, only in exports that are asked to show them. */
export interface ExportFlag {
  readonly policy: string;
  readonly version: number;
  readonly severity: Severity;
  readonly decided: boolean;
}

/** A message: the original, and all that happened to it, oldest first. */
export interface MessageRecord {
  readonly type: 'message';
  /** Its id in the archive. */
  readonly id: number;
  /** Its number in this export, from 1. */
  readonly number: number;
  readonly conversationId: number;
  /** How its source names it. */
  readonly key: string;
  readonly sentAt: number;
  readonly capturedAt: number;
  readonly direction: Direction | null;
  readonly sender: ExportPerson | null;
  readonly kind: MessageKind;
  readonly text: string;
  /** `live`: from the line itself; `export`: from a phone's exported chat. */
  readonly source: 'live' | 'export';
  /** It was deleted or edited before it was captured. */
  readonly deletedBefore: boolean;
  readonly editedBefore: boolean;
  /** It contains what looks like the heading of another message. */
  readonly suspicious: boolean;
  readonly quote: ExportQuote | null;
  readonly forwarded: 'once' | 'often' | null;
  readonly advertisement: Advertisement | null;
  readonly subject: MessageSubject | null;
  readonly attachment: ExportAttachment | null;
  readonly events: readonly ExportEvent[];
  readonly flags: readonly ExportFlag[];
}

/** Somebody joined or left a group, or got another role in it. */
export interface MemberRecord {
  readonly type: 'member';
  readonly conversationId: number;
  readonly at: number;
  readonly person: ExportPerson;
  readonly state: MemberState;
  /** How that was told; see `CapturedMembers`. */
  readonly told: 'change' | 'role' | 'present' | 'everybody';
}

/** Among the messages of a conversation: here its line was not captured. */
export interface GapRecord extends GapFact {
  readonly type: 'gap';
  readonly conversationId: number;
}

/** What lies within a conversation. */
export type ConversationEntry = MessageRecord | MemberRecord | GapRecord;

/** The stream that every writer of a format consumes. */
export type ExportRecord = LineRecord | ConversationRecord | ConversationEntry;

/** What is said once about a whole export. */
export interface ExportHeading {
  readonly exportId: number;
  readonly company: string;
  readonly program: string;
  readonly language: Language;
  /** IANA name of the zone in which times are written beside UTC. */
  readonly zone: string;
  readonly exportedAt: number;
  readonly exportedBy: string;
  readonly reason: string;
}
