import { stringify } from 'csv-stringify/sync';
import type { ConversationRecord, LineRecord, MessageRecord } from '#shared/model/export-record.ts';
import type { FormatWriter, WriterContext } from '../format-writer.ts';
import type { OutputFile } from '../output.ts';
import type { ExportWords } from '../words.ts';

type Cell = string | number | boolean | null;

/** The files of the format with their columns; `columns.txt` in the export says what each column holds. */
const tables = {
  messages: [
    'number',
    'message_id',
    'conversation_id',
    'conversation',
    'line',
    'employee',
    'sent_utc',
    'sent_local',
    'captured_utc',
    'direction',
    'sender_id',
    'sender',
    'kind',
    'text',
    'last_edit_utc',
    'last_edit_text',
    'deleted_utc',
    'state_before_capture',
    'quoted_message_id',
    'quoted_author',
    'quoted_text',
    'forwarded',
    'file_name',
    'file_path',
    'file_sha256',
    'file_bytes',
    'file_missing',
    'details',
    'source',
    'suspicious',
    'flags',
  ],
  events: ['message_number', 'message_id', 'event', 'at_utc', 'at_local', 'person_id', 'person', 'text'],
  people: ['conversation_id', 'conversation', 'person_id', 'name', 'is_line', 'identities', 'names'],
  members: ['conversation_id', 'conversation', 'at_utc', 'person_id', 'person', 'state', 'told'],
  gaps: ['line_id', 'line', 'from_utc', 'to_utc', 'causes', 'state', 'messages_of_that_time'],
} as const;
type Table = keyof typeof tables;

const options = {
  // A cell that a spreadsheet would run as a formula begins with an apostrophe.
  escape_formulas: true,
  cast: { boolean: (value: boolean) => (value ? 'yes' : 'no') },
  record_delimiter: 'windows' as const,
};

/** Tables for spreadsheets: UTF-8 with a byte order mark, commas, times in UTC and in the zone. */
export function createCsvWriter({ output, words }: WriterContext): FormatWriter {
  output.put('csv/columns.txt', describe(words));
  const open = (table: Table): OutputFile => {
    const file = output.open(`csv/${table}.csv`);
    file.write(stringify([tables[table]], { ...options, bom: true }));
    return file;
  };
  const files: Readonly<Record<Table, OutputFile>> = {
    messages: open('messages'),
    events: open('events'),
    people: open('people'),
    members: open('members'),
    gaps: open('gaps'),
  };
  const add = (table: Table, ...cells: readonly Cell[]) => files[table].write(stringify([cells], options));
  const lines = new Map<number, LineRecord>();
  let within: ConversationRecord | null = null;

  function addMessage(message: MessageRecord): void {
    const line = within === null ? undefined : lines.get(within.lineId);
    add('messages', ...cellsOf(message, within, line, words));
    for (const { event, at, person, text } of message.events) {
      const when = [words.utc(at), words.local(at)];
      add(
        'events',
        message.number,
        message.id,
        event,
        ...when,
        person?.id ?? null,
        person?.name ?? null,
        text,
      );
    }
  }

  return {
    write(record) {
      switch (record.type) {
        case 'line': {
          lines.set(record.id, record);
          for (const { from, to, causes, state, messages } of record.gaps) {
            const until = to === null ? null : words.utc(to);
            add('gaps', record.id, record.name, words.utc(from), until, causes.join(' '), state, messages);
          }
          return;
        }
        case 'conversation':
          within = record;
          for (const { id, name, isLine, identities, names } of record.participants) {
            const known = identities.map(({ kind, value }) => `${kind}:${value}`).join(' ');
            add('people', record.id, record.title, id, name, isLine, known, JSON.stringify(names));
          }
          return;
        case 'message':
          addMessage(record);
          return;
        case 'member': {
          const { at, person, state, told } = record;
          const title = within?.title ?? null;
          add('members', record.conversationId, title, words.utc(at), person.id, person.name, state, told);
          return;
        }
        case 'gap':
      }
    },
    end() {
      for (const file of Object.values(files)) file.close();
    },
  };
}

function cellsOf(
  message: MessageRecord,
  conversation: ConversationRecord | null,
  line: LineRecord | undefined,
  words: ExportWords,
): Cell[] {
  const { attachment, quote, events, subject, deletedBefore, editedBefore } = message;
  const edit = events.findLast(({ event }) => event === 'edit');
  const revoke = events.find(({ event }) => event === 'revoke');
  const before = [deletedBefore ? 'deleted' : '', editedBefore ? 'edited' : ''].filter(Boolean).join(' ');
  return [
    message.number,
    message.id,
    message.conversationId,
    conversation?.title ?? null,
    line?.name ?? null,
    line?.employee ?? null,
    words.utc(message.sentAt),
    words.local(message.sentAt),
    words.utc(message.capturedAt),
    message.direction,
    message.sender?.id ?? null,
    message.sender?.name ?? null,
    message.kind,
    message.text,
    edit === undefined ? null : words.utc(edit.at),
    edit?.text ?? null,
    revoke === undefined ? null : words.utc(revoke.at),
    before,
    quote?.messageId ?? null,
    quote?.author ?? null,
    quote?.text ?? null,
    message.forwarded,
    attachment?.name ?? null,
    attachment?.path ?? null,
    attachment?.sha256 ?? null,
    attachment?.size ?? null,
    attachment?.missing ?? null,
    subject === null ? null : JSON.stringify(subject),
    message.source,
    message.suspicious,
    message.flags.map(({ policy, version, severity }) => `${policy} v${version} ${severity}`).join('; '),
  ];
}

/** What the columns hold, in the language of the export. */
function describe(words: ExportWords): string {
  const described = Object.entries(tables).map(([table, columns]) => {
    const rows = columns.map((column) => {
      const meaning = words.t(`csv.column.${column}`);
      return `  ${column}: ${meaning}`;
    });
    return [`${table}.csv`, ...rows, ''].join('\n');
  });
  const intro = words.t('csv.intro', { zone: words.zone });
  return `${intro}\n\n${described.join('\n')}`;
}
