import type { CapturedMessage } from '#shared/model/capture.ts';
import type { DateOrder, ExportDamage, ExportPlatform } from '#shared/model/chat-export.ts';
import type { ConversationKind } from '#shared/model/message.ts';

/**
 * What the date order rests on: a number that only one order allows (`days`), time that only runs forward in one
 * order (`sequence`), or a guess from the language and the look of the dates.
 */
export type DateOrderBasis = 'days' | 'sequence' | 'guess';

/** Someone who wrote in the chat, by the name that the exporting phone shows. */
export interface ChatExportAuthor {
  readonly name: string;
  readonly messages: number;
}

/** What the first pass learned. Plain data; hand it to `readChatExport` as it is. */
export interface ChatExportInfo {
  readonly platform: ExportPlatform;
  /** Whether the chat is inside a zip (with or without media). */
  readonly zip: boolean;
  readonly dateOrder: DateOrder;
  readonly dateOrderBasis: DateOrderBasis;
  /** The order is only a guess and another one fits as well: ask the person who imports. */
  readonly dateOrderAmbiguous: boolean;
  readonly clock: '12h' | '24h';
  /** Most messages first; the employee whose phone it was is one of them, or wrote nothing. */
  readonly authors: readonly ChatExportAuthor[];
  /** Wall-clock time of the earliest and latest message, `YYYY-MM-DDTHH:MM:SS`, in the phone's zone at export. */
  readonly firstLocalTime: string;
  readonly lastLocalTime: string;
  /** The contact's or group's name from the file name, or what the chat itself tells; null when neither does. */
  readonly title: string | null;
  /** The file's own name, when it says more than that it is a chat; null otherwise. */
  readonly fileTitle: string | null;
  readonly kind: ConversationKind;
  /** Messages and system lines. Reading may find that a few of them are pasted text inside another message. */
  readonly messages: number;
  readonly system: number;
  /** Attachments that the text names, how many of those the zip holds, and media that the export left out. */
  readonly attachments: { readonly listed: number; readonly found: number; readonly leftOut: number };
  /** Size of the text in bytes, uncompressed. */
  readonly bytes: number;
  /** What the file lacks because its end is missing; null for a whole one. */
  readonly damage: ExportDamage | null;
  /** What the second pass needs to read exactly what the first pass saw; opaque to everybody else. */
  readonly grammar: ChatGrammar;
}

/** How this file's lines are told apart, learned from the whole file. */
export interface ChatGrammar {
  /** Form of the headers (see header.ts). */
  readonly form: number;
  /** Names that contain `: `, which would else end at their first colon. */
  readonly colonNames: readonly string[];
  /** Messages end in CR LF and their inner lines in LF, as on iOS: a header after LF was pasted. */
  readonly lineEndsTell: boolean;
  /** Time runs backward so often that an earlier time does not give a pasted header away. */
  readonly unsteadyClock: boolean;
  /** Authors whose messages may all be lines of others' messages (see forged.ts). */
  readonly strangers: readonly string[];
}

export interface ReadChatExportOptions {
  readonly info: ChatExportInfo;
  /** Which of the authors is the line's own employee; null when he wrote nothing. */
  readonly owner: string | null;
  /** IANA name of the zone that the phone was in when it made the export. */
  readonly zone: string;
  /** Overrules the order that the first pass found. */
  readonly dateOrder?: DateOrder;
  readonly signal?: AbortSignal;
}

/** What became of the file's lines so far. Every line is one of these, and in the last batch they add up to `total`. */
export interface LineCounts {
  readonly total: number;
  /** Lines that begin a message of someone. */
  readonly message: number;
  /** Lines that begin a notice of WhatsApp itself. */
  readonly system: number;
  /** Further lines of a message or notice, pasted headers and empty ones included. */
  readonly continuation: number;
  /** Empty lines before the first message. */
  readonly blank: number;
  /** Lines that belong to no message, or that a message has no room for. */
  readonly unread: number;
  /** Lines counted above of which only the beginning was read; the rest is among the unread text. */
  readonly cut: number;
}

/** Text of the file that is in no record: kept as evidence, counted and shown. */
export interface UnreadLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly reason: 'no-message' | 'too-long';
}

/** A file of the zip that belongs to a record. */
export interface ChatExportFile {
  /** Position of its message in the batch's `records`. */
  readonly record: number;
  readonly name: string;
  /** Bytes, uncompressed. */
  readonly size: number;
  /** Streams the bytes. Works until the iteration that yielded it ends; throws `file-unreadable`. */
  open(): Promise<AsyncIterable<Uint8Array>>;
}

/** About a thousand records in the order of the file. */
export interface ChatExportBatch {
  readonly records: readonly CapturedMessage[];
  /** Store each and put its `sha256` into the record before it is committed. */
  readonly files: readonly ChatExportFile[];
  readonly unread: readonly UnreadLine[];
  /** Bytes of text read so far and in all. */
  readonly progress: { readonly done: number; readonly total: number };
  /** Running totals, of the whole file in the last batch. */
  readonly lines: LineCounts;
  /** Byte sequences so far that were no valid text and became U+FFFD. */
  readonly invalidBytes: number;
}
