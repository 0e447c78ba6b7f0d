import type {
  ConversationEntry,
  ConversationRecord,
  ExportParticipant,
  ExportPerson,
  LineRecord,
} from '#shared/model/export-record.ts';
import { gapText, memberText, messageLines } from '../../entry-words.ts';
import type { FormatWriter, WriterContext } from '../../format-writer.ts';
import { identifierOf } from '../../identifier.ts';
import type { ExportWords } from '../../words.ts';
import {
  customFields,
  gapEvent,
  memberEvent,
  messageEvent,
  type RsmfEvent,
  type SliceFile,
} from './events.ts';
import { writeSlice, type RsmfParticipant } from './slice.ts';

/** What review tools take in well (RSMF 2.0: at most 10,000 events; more than 2 GB is not supported). */
const mostEvents = 10_000;
const mostFileBytes = 1_000_000_000;
const mostTextBytes = 32_000_000;

/** What is gathered for the next file. */
interface Draft {
  readonly number: number;
  readonly events: RsmfEvent[];
  readonly files: Map<string, SliceFile>;
  readonly transcript: string[];
  /** Those who were in the conversation before its first event. */
  readonly present: ReadonlySet<string>;
  fileBytes: number;
  textBytes: number;
}

/** The slices of one conversation. */
interface Thread {
  readonly record: ConversationRecord;
  readonly line: LineRecord | undefined;
  readonly people: Map<string, RsmfParticipant>;
  /** Who is in it, as far as has been told. */
  readonly members: Set<string>;
  draft: Draft;
}

/** Relativity Short Message Format 2.0: each conversation in one or more `.rsmf` files. */
export function createRsmfWriter({ output, heading, words }: WriterContext): FormatWriter {
  const lines = new Map<number, LineRecord>();
  let thread: Thread | null = null;

  function begin(record: ConversationRecord): Thread {
    const members = new Set(record.kind === 'group' ? [] : record.participants.map(({ id }) => id));
    const people = new Map(record.participants.map((each) => [each.id, participantOf(each, words)]));
    const line = lines.get(record.lineId);
    const draft = draftOf(1, members);
    for (const { employee, how, givenAt } of line?.notices ?? []) {
      if (how === 'withdrawn') continue;
      const body = words.t('told', { name: employee, when: words.dateTime(givenAt) });
      draft.events.push({
        type: 'disclaimer',
        conversation: String(record.id),
        timestamp: words.utc(record.firstAt),
        body,
      });
      draft.transcript.push(body);
    }
    return { record, line, people, members, draft };
  }

  async function finish(open: Thread): Promise<void> {
    const { record, line, people, draft } = open;
    if (draft.events.length === 0) return;
    const custodian = record.participants.find(({ isLine }) => isLine);
    const participants = present(open);
    await writeSlice(
      {
        path: `rsmf/${record.id}-${String(draft.number).padStart(3, '0')}.rsmf`,
        collection: `ATA${heading.exportId}-${record.id}`,
        custodian: line?.employee ?? '',
        participants: [...people.values()],
        conversation: {
          id: String(record.id),
          display: record.title,
          platform: 'WhatsApp',
          type: record.kind === 'group' ? 'channel' : 'direct',
          participants,
          ...(custodian !== undefined && participants.includes(custodian.id)
            ? { custodian: custodian.id }
            : {}),
          custom: customFields([
            [words.t('line'), line?.name ?? null],
            [words.t('scope.employee'), line?.employee ?? null],
            [words.t('fact.zone'), words.zone],
            [words.t('message:details.id'), record.keys.join(' ')],
          ]),
        },
        events: draft.events,
        files: [...draft.files.values()],
        transcript: draft.transcript.join('\n\n'),
      },
      heading,
      output,
    );
  }

  function know({ people }: Thread, person: ExportPerson | null): void {
    if (person !== null && !people.has(person.id)) {
      people.set(person.id, { id: person.id, display: person.name || person.id });
    }
  }

  function add(open: Thread, entry: ConversationEntry): void {
    const { draft, members } = open;
    if (entry.type === 'message') {
      const { event, file } = messageEvent(entry, heading.exportId, words);
      know(open, entry.sender);
      for (const { person } of entry.events) know(open, person);
      draft.events.push(event);
      if (file !== null) draft.files.set(file.name, file);
      draft.fileBytes += file === null ? 0 : (entry.attachment?.size ?? 0);
      const who = entry.sender?.name ?? words.t('notice');
      const head = `[${identifierOf(heading.exportId, entry.number)}] ${words.dateTime(entry.sentAt)} · ${who}`;
      say(draft, [head, ...messageLines(entry, words)].join('\n'));
    } else if (entry.type === 'member') {
      know(open, entry.person);
      draft.events.push(memberEvent(entry, words));
      if (entry.state === 'gone') members.delete(entry.person.id);
      else members.add(entry.person.id);
      say(draft, `${words.dateTime(entry.at)} · ${memberText(entry, words)}`);
    } else {
      draft.events.push(gapEvent(entry, words));
      say(draft, gapText(entry, words));
    }
  }

  return {
    async write(record) {
      if (record.type === 'line') {
        lines.set(record.id, record);
        return;
      }
      if (record.type === 'conversation') {
        if (thread !== null) await finish(thread);
        thread = begin(record);
        return;
      }
      if (thread === null) return;
      const { draft } = thread;
      if (
        draft.events.length >= mostEvents ||
        draft.fileBytes >= mostFileBytes ||
        draft.textBytes >= mostTextBytes
      ) {
        await finish(thread);
        thread.draft = draftOf(draft.number + 1, thread.members);
      }
      add(thread, record);
    },
    async end() {
      if (thread !== null) await finish(thread);
    },
  };
}

function draftOf(number: number, members: ReadonlySet<string>): Draft {
  const present = new Set(members);
  return { number, events: [], files: new Map(), transcript: [], present, fileBytes: 0, textBytes: 0 };
}

function say(draft: Draft, text: string): void {
  draft.transcript.push(text);
  draft.textBytes += text.length;
}

/**
 * Who was in the conversation when the slice begins. Of a group, whoever writes in the slice without having joined in it
 * must have been there before, though nobody told so.
 */
function present({ record, draft }: Thread): string[] {
  const there = new Set(draft.present);
  const joined = new Set<string>();
  for (const { type, participant } of draft.events) {
    if (participant === undefined) continue;
    if (type === 'join') joined.add(participant);
    else if (!joined.has(participant)) there.add(participant);
  }
  return record.kind === 'group' ? [...there] : record.participants.map(({ id }) => id);
}

function participantOf(
  { id, name, isLine, identities }: ExportParticipant,
  words: ExportWords,
): RsmfParticipant {
  const phone = identities.find(({ kind }) => kind === 'phone');
  const custom = customFields([
    ...identities.filter((each) => each !== phone).map(({ kind, value }) => [kind, value] as const),
    [words.t('line'), isLine ? words.t('line') : null],
  ]);
  return {
    id,
    display: name || id,
    ...(phone === undefined ? {} : { account_id: `+${phone.value}` }),
    ...(custom.length === 0 ? {} : { custom }),
  };
}
