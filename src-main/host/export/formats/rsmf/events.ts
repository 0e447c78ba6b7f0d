import type { ExportEvent, GapRecord, MemberRecord, MessageRecord } from '#shared/model/export-record.ts';
import { eventLine, gapText, memberText, standingReactions, stateLines } from '../../entry-words.ts';
import { identifierOf } from '../../identifier.ts';
import { bodyOf, factsOf } from '../../message-words.ts';
import type { ExportWords } from '../../words.ts';

/** A name and a value that the format has no field for; neither may be empty. */
export interface CustomField {
  readonly name: string;
  readonly value: string;
}

/** A file that lies in the slice beside its manifest. */
export interface SliceFile {
  /** Its name there. */
  readonly name: string;
  /** Where it lies in the export. */
  readonly path: string;
}

/** An event as the RSMF 2.0 manifest has it. */
export interface RsmfEvent {
  readonly id?: string;
  readonly type: 'message' | 'disclaimer' | 'join' | 'leave';
  readonly conversation: string;
  readonly timestamp: string;
  readonly body?: string;
  readonly participant?: string;
  readonly direction?: 'incoming' | 'outgoing';
  readonly deleted?: boolean;
  readonly reactions?: readonly {
    readonly value: string;
    readonly count: number;
    readonly participants: readonly string[];
  }[];
  readonly attachments?: readonly { readonly id: string; readonly display: string; readonly size: number }[];
  readonly edits?: readonly {
    readonly participant: string;
    readonly timestamp: string;
    readonly previous: string;
    readonly new: string;
  }[];
  readonly read_receipts?: readonly {
    readonly participant: string;
    readonly timestamp: string;
    readonly action: 'read' | 'delivered';
  }[];
  readonly custom?: readonly CustomField[];
}

/** The custom fields that say something. */
export function customFields(pairs: readonly (readonly [string, string | null])[]): CustomField[] {
  return pairs.flatMap(([name, value]) => (value === null || value === '' ? [] : [{ name, value }]));
}

/** What has a place of its own in the manifest; everything else becomes a custom field. */
const placed: ReadonlySet<ExportEvent['event']> = new Set(['edit', 'reaction', 'revoke']);

function isReceipt({ event, text, person }: ExportEvent): boolean {
  return (
    event === 'receipt' && person !== null && (text === 'delivered' || text === 'read' || text === 'played')
  );
}

/** The name under which a file lies in the slice: the end of its path is unique in the export already. */
function sliceFile(path: string): SliceFile {
  return { name: path.slice(path.lastIndexOf('/') + 1), path };
}

/**
 * A message as an event, with the file that goes with it. The body is the text as it reads after its edits, as review
 * tools expect; each edit holds what was there before, the first one the original.
 */
export function messageEvent(
  message: MessageRecord,
  exportId: number,
  words: ExportWords,
): { event: RsmfEvent; file: SliceFile | null } {
  const { sender, direction, attachment, events, quote } = message;
  const original = bodyOf(message, words);
  const edits = events.filter(({ event }) => event === 'edit');
  const current = edits.at(-1)?.text ?? original;
  const reactions = standingReactions(events);
  const file = attachment === null || attachment.path === null ? null : sliceFile(attachment.path);
  const event: RsmfEvent = {
    id: identifierOf(exportId, message.number),
    // What WhatsApp itself says is nobody's message.
    type: sender === null ? 'disclaimer' : 'message',
    conversation: String(message.conversationId),
    timestamp: words.utc(message.sentAt),
    body: [current, ...factsOf(message, words)].filter(Boolean).join('\n'),
    deleted: message.deletedBefore || events.some(({ event: what }) => what === 'revoke'),
    ...(sender === null ? {} : { participant: sender.id }),
    ...(direction === null ? {} : { direction }),
    ...(reactions.length === 0 ? {} : { reactions: reactions.map(reactionOf) }),
    ...(file === null || attachment === null
      ? {}
      : {
          attachments: [{ id: file.name, display: attachment.name ?? file.name, size: attachment.size ?? 0 }],
        }),
    ...(edits.length === 0
      ? {}
      : {
          edits: edits.map(({ at, person, text }, index) => ({
            participant: person?.id ?? sender?.id ?? 'unknown',
            timestamp: words.utc(at),
            previous: edits[index - 1]?.text ?? original,
            new: text,
          })),
        }),
    ...receiptsOf(events, words),
    custom: customFields([
      [words.t('rsmf.identifier'), identifierOf(exportId, message.number)],
      [words.t('message:details.id'), message.key],
      [words.t('message:details.sent'), words.local(message.sentAt)],
      [words.t('message:details.captured'), words.local(message.capturedAt)],
      [words.t('message:details.source'), words.t(`message:details.from.${message.source}`)],
      [words.t('rsmf.kind'), words.t(`message:kind.${message.kind}`)],
      [words.t('rsmf.answers'), quote === null ? null : `${quote.author ?? ''}: ${bodyOf(quote, words)}`],
      [words.t('rsmf.state'), stateLines(message, words).join(' ')],
      [
        words.t('rsmf.missing'),
        attachment?.missing == null ? null : words.t(`message:missing.${attachment.missing}`),
      ],
      ['SHA-256', attachment?.sha256 ?? null],
      ...events
        .filter((each) => !placed.has(each.event) && !isReceipt(each))
        .map((each) => [words.t(`message:details.event.${each.event}`), eventLine(each, words)] as const),
      ...message.flags.map(
        ({ policy, version }) => [words.t('rsmf.flag'), words.t('flag', { policy, version })] as const,
      ),
    ]),
  };
  return { event, file };
}

/** The same emoji by several people stands once for each; the format counts, and does not say when. */
function reactionOf({ text, person }: ExportEvent): NonNullable<RsmfEvent['reactions']>[number] {
  return { value: text, count: 1, participants: person === null ? [] : [person.id] };
}

function receiptsOf(events: readonly ExportEvent[], words: ExportWords): Pick<RsmfEvent, 'read_receipts'> {
  const receipts = events.filter(isReceipt).flatMap(({ at, text, person }) =>
    person === null
      ? []
      : [
          {
            participant: person.id,
            timestamp: words.utc(at),
            action: text === 'delivered' ? ('delivered' as const) : ('read' as const),
          },
        ],
  );
  return receipts.length === 0 ? {} : { read_receipts: receipts };
}

/** Somebody joined or left a group; another role, or membership that was only learned then, is told in words. */
export function memberEvent(member: MemberRecord, words: ExportWords): RsmfEvent {
  const { state, told, person, conversationId, at } = member;
  const type = told !== 'change' ? 'disclaimer' : state === 'gone' ? 'leave' : 'join';
  return {
    type,
    conversation: String(conversationId),
    participant: person.id,
    timestamp: words.utc(at),
    body: memberText(member, words),
  };
}

/** The line was not captured. */
export function gapEvent(gap: GapRecord, words: ExportWords): RsmfEvent {
  return {
    type: 'disclaimer',
    conversation: String(gap.conversationId),
    timestamp: words.utc(gap.from),
    body: gapText(gap, words),
  };
}
