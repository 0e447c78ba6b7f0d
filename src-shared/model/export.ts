import type { Wording } from './search.ts';
import type { Direction, MessageKind } from './message.ts';

/** The forms in which an export can be written; several at once. */
export const exportFormats = ['pdf', 'html', 'csv', 'jsonl', 'rsmf', 'dat'] as const;
export type ExportFormat = (typeof exportFormats)[number];
/** Those that are written unless somebody chooses: to read, and to count with. */
export const usualFormats: readonly ExportFormat[] = ['pdf', 'html', 'csv'];

/** `interrupted`: the program ended in the middle of it. Only a `done` one left files behind. */
export const exportStates = ['running', 'done', 'cancelled', 'failed', 'interrupted'] as const;
export type ExportState = (typeof exportStates)[number];

/** What an export is doing at the moment. */
export const exportSteps = ['counting', 'writing', 'proving', 'packing'] as const;
export type ExportStep = (typeof exportSteps)[number];

/** A search whose hits are exported, as the Search section has it. */
export interface ExportSearch {
  readonly query: string;
  /** Name of whoever wrote it, as it is shown. */
  readonly contact: string | null;
  readonly direction: Direction | null;
  readonly kind: MessageKind | null;
  /** Exactly what was typed when absent. */
  readonly wording?: Wording | undefined;
}

/** Which messages are exported: those that fit everything that is said here; null says nothing. */
export interface ExportScope {
  readonly conversationId: number | null;
  /** All direct conversations with a person, and what the same person wrote in groups. */
  readonly contactId: number | null;
  readonly lineId: number | null;
  /** The lines that an employee has or had. */
  readonly employee: string | null;
  /** UTC milliseconds. */
  readonly from: number | null;
  /** Exclusive. */
  readonly to: number | null;
  readonly search: ExportSearch | null;
}

/** Everything in the archive. */
export const wholeScope: ExportScope = {
  conversationId: null,
  contactId: null,
  lineId: null,
  employee: null,
  from: null,
  to: null,
  search: null,
};

/** What an export holds, counted. */
export interface ExportCounts {
  readonly messages: number;
  readonly conversations: number;
  readonly people: number;
  readonly lines: number;
  readonly files: number;
  /** Of those files, in bytes; the same content under the same name is written once. */
  readonly fileBytes: number;
  readonly missingFiles: number;
  readonly gaps: number;
}

/** What the parts of a scope were called when it was exported; null where it says nothing. */
export interface ExportNames {
  readonly conversation: string | null;
  readonly contact: string | null;
  readonly line: string | null;
}

/** How far an export has come. */
export interface ExportProgress {
  readonly step: ExportStep;
  readonly done: number;
  /** 0 while it is not known. */
  readonly total: number;
}
