import type { FileOutcome } from './attachments.ts';
import type { CapturedMembers, CapturedMessage, CapturedRecord } from '#shared/model/capture.ts';
import type { Committed } from '#host/connectors/connector.ts';
import { addEvent } from './capture-events.ts';
import { openMessages } from './capture-messages.ts';
import { openWork, type BatchOutcome, type WorkOptions } from './capture-work.ts';
import { addMembers } from './group-members.ts';
import { openExportedPeople } from './contacts/exported-people.ts';
import type { MessageIds } from './message-ids.ts';
import { settled } from './settled-place.ts';

/** Records on their way into the archive, with all that belongs to them. */
export interface CaptureBatch {
  add(record: CapturedRecord): Committed;
  /** Completes an attachment that has no file, or a damaged one. */
  storeFile(messageId: number, name: string | null, file: FileOutcome): void;
  /** Writes what is written once for all records: search rows, ledger entries, counts. */
  finish(): BatchOutcome;
}

/** Begins a batch inside an open transaction; it must end with `finish`. */
export function openBatch({ ids, ...options }: WorkOptions & { readonly ids: MessageIds }): CaptureBatch {
  const work = openWork(options);
  const { writer, source, capturedAt, people, directory, ledger } = work;
  const messages = openMessages(work, ids);
  const exported = source.live ? openExportedPeople(writer, source.lineId, capturedAt) : undefined;

  function addMessage(message: CapturedMessage): Committed {
    const committed = messages.add(message);
    if (committed.added) exported?.look(message, directory.conversation(message.conversation).id);
    return committed;
  }

  function addGroupMembers(record: CapturedMembers): Committed {
    const conversation = directory.conversation(record.conversation);
    const members = record.members.map(({ person, state }) => ({
      senderId: directory.sender(person, person.own !== true).id,
      state,
    }));
    const news = addMembers(writer, record, conversation.id, members, capturedAt);
    ledger.push(...news);
    return { messageId: null, added: news.length > 0, flags: 0 };
  }

  return {
    add(record) {
      if (record.type === 'person') {
        people.record(record);
        return nothingAdded;
      }
      if (record.type === 'members') return addGroupMembers(record);
      const placed = settled(writer, source.lineId, record);
      return placed.type === 'event' ? addEvent(work, placed) : addMessage(placed);
    },
    storeFile: work.storeFile,
    finish() {
      messages.finish();
      return work.finish(exported);
    },
  };
}

const nothingAdded: Committed = { messageId: null, added: false, flags: 0 };
