import type { ConversationRecord, LineRecord, MessageRecord } from '#shared/model/export-record.ts';
import { messageLines } from '../entry-words.ts';
import type { FormatWriter, WriterContext } from '../format-writer.ts';
import { attachmentIdentifierOf, identifierOf } from '../identifier.ts';

/*
 * A Concordance load file, as review platforms take them in: UTF-8 with a byte order mark, each value between þ, values
 * separated by the character 20, a line feed within a value as ®. A custom, not a standard.
 */
const quote = '\u00fe';
const separator = '\u0014';
const lineFeed = '\u00ae';

const fields = [
  'BEGBATES',
  'ENDBATES',
  'BEGATTACH',
  'ENDATTACH',
  'RECORDTYPE',
  'CUSTODIAN',
  'LINE',
  'CONVERSATION',
  'CONVERSATIONID',
  'DATESENT',
  'DATESENTUTC',
  'TIMEZONE',
  'FROM',
  'TO',
  'DIRECTION',
  'KIND',
  'DELETED',
  'EDITED',
  'SOURCE',
  'MESSAGEID',
  'FILENAME',
  'FILESIZE',
  'SHA256',
  'MISSING',
  'NATIVEPATH',
  'TEXTPATH',
] as const;
type Row = Readonly<Partial<Record<(typeof fields)[number], string>>>;

/** Texts in one folder: more make file managers slow. */
const textsInFolder = 1000;

/** Characters that would end a value look alike, and mean nothing here. */
const harmless: Readonly<Record<string, string>> = {
  [quote]: 'th',
  [separator]: ' ',
  [lineFeed]: '(R)',
  '\r': '',
  '\n': lineFeed,
  '\u2028': lineFeed,
  '\u2029': lineFeed,
};

/** A line of the load file. */
function loadFileLine(values: readonly string[]): string {
  const safe = values.map((value) =>
    value.replaceAll(/[\u00fe\u0014\u00ae\r\n\u2028\u2029]/g, (sign) => harmless[sign] ?? ''),
  );
  return `${safe.map((value) => `${quote}${value}${quote}`).join(separator)}\r\n`;
}

/** A load file with a row for each message and for each of its files, and a text for each message. */
export function createLoadFileWriter({ output, heading, words }: WriterContext): FormatWriter {
  const file = output.open('load.dat');
  file.write(`\ufeff${loadFileLine(fields)}`);
  const lines = new Map<number, LineRecord>();
  let within: ConversationRecord | null = null;

  const add = (row: Row) => file.write(loadFileLine(fields.map((field) => row[field] ?? '')));

  function addMessage(message: MessageRecord): void {
    const { number, attachment } = message;
    const line = within === null ? undefined : lines.get(within.lineId);
    const id = identifierOf(heading.exportId, number);
    const last = attachment === null ? id : attachmentIdentifierOf(heading.exportId, number);
    const folder = String(Math.floor((number - 1) / textsInFolder) + 1).padStart(5, '0');
    const text = output.put(`text/${folder}/${id}.txt`, `${messageLines(message, words).join('\n')}\n`);
    const shared: Row = {
      BEGATTACH: id,
      ENDATTACH: last,
      CUSTODIAN: line?.employee ?? '',
      LINE: line?.name ?? '',
      CONVERSATION: within?.title ?? '',
      CONVERSATIONID: String(message.conversationId),
      DATESENT: words.local(message.sentAt),
      DATESENTUTC: words.utc(message.sentAt),
      TIMEZONE: words.zone,
      FROM: message.sender?.name ?? '',
      TO: receivers(message, within),
      DIRECTION: message.direction ?? '',
    };
    add({
      ...shared,
      BEGBATES: id,
      ENDBATES: id,
      RECORDTYPE: 'message',
      KIND: message.kind,
      DELETED: yes(message.deletedBefore || message.events.some(({ event }) => event === 'revoke')),
      EDITED: yes(message.editedBefore || message.events.some(({ event }) => event === 'edit')),
      SOURCE: message.source,
      MESSAGEID: message.key,
      TEXTPATH: onWindows(text.path),
    });
    if (attachment === null) return;
    add({
      ...shared,
      BEGBATES: last,
      ENDBATES: last,
      RECORDTYPE: 'attachment',
      KIND: attachment.mime ?? '',
      FILENAME: attachment.name ?? '',
      FILESIZE: attachment.size === null ? '' : String(attachment.size),
      SHA256: attachment.sha256 ?? '',
      MISSING: attachment.missing ?? '',
      NATIVEPATH: attachment.path === null ? '' : onWindows(attachment.path),
    });
  }

  return {
    write(record) {
      if (record.type === 'line') lines.set(record.id, record);
      else if (record.type === 'conversation') within = record;
      else if (record.type === 'message') addMessage(record);
    },
    end: () => void file.close(),
  };
}

const yes = (isSo: boolean): string => (isSo ? 'Y' : 'N');
const onWindows = (path: string): string => path.replaceAll('/', '\\');

/** To whom a message of a direct conversation went; in a group, to the group. */
function receivers({ direction }: MessageRecord, conversation: ConversationRecord | null): string {
  if (conversation === null || direction === null) return '';
  if (conversation.kind === 'group') return conversation.title;
  const side = conversation.participants.filter(({ isLine }) => isLine === (direction === 'incoming'));
  return side.map(({ name }) => name).join('; ');
}
