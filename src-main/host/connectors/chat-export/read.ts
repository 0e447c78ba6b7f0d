import type { CapturedMessage } from '#shared/model/capture.ts';
import { EntryReader } from './entries.ts';
import { asReadError, throwIfCancelled } from './errors.ts';
import { LineSplitter } from './lines.ts';
import { RecordMaker } from './records.ts';
import { openChatSource, type ChatSource } from './source.ts';
import { decodeText } from './text.ts';
import { conversationOf } from './title.ts';
import type { ChatExportBatch, ChatExportFile, ReadChatExportOptions } from './types.ts';

const batchRecords = 1000;

/**
 * Reads the file that `info` describes and yields its messages in their order, about a thousand at a time, never
 * holding more than that of it. Throws `file-unreadable`, `zip-unsafe`, `invalid-request` (an unknown zone) or
 * `cancelled`; what was yielded before is good.
 */
export async function* readChatExport(
  path: string,
  options: ReadChatExportOptions,
): AsyncGenerator<ChatExportBatch, void, undefined> {
  const source = await openChatSource(path, options.signal);
  try {
    yield* read(source, options);
  } catch (error) {
    throw asReadError(error);
  } finally {
    await source.close();
  }
}

async function* read(
  source: ChatSource,
  options: ReadChatExportOptions,
): AsyncGenerator<ChatExportBatch, void, undefined> {
  const { info, owner, zone, signal } = options;
  const maker = new RecordMaker({
    conversation: conversationOf(info, owner),
    owner,
    zone,
    participants: new Set(info.authors.map((author) => author.name)),
  });
  let records: CapturedMessage[] = [];
  const reader = new EntryReader(info.grammar, options.dateOrder ?? info.dateOrder, (entry) => {
    const record = maker.make(entry);
    if (record.sender === null) reader.counts.system++;
    else reader.counts.message++;
    reader.counts.continuation += entry.continuations;
    records.push(record);
  });
  const splitter = new LineSplitter(reader);
  let done = 0;
  let invalidBytes = 0;

  const batch = (some: CapturedMessage[]): ChatExportBatch => {
    const unread = reader.unread;
    reader.unread = [];
    const progress = { done, total: source.bytes };
    return { ...withFiles(some, source), unread, progress, lines: { ...reader.counts }, invalidBytes };
  };

  for await (const block of decodeText(await source.text())) {
    throwIfCancelled(signal);
    splitter.feed(block.text);
    done = block.bytes;
    invalidBytes = block.invalid;
    for (; records.length >= batchRecords; records = records.slice(batchRecords)) {
      yield batch(records.slice(0, batchRecords));
      throwIfCancelled(signal);
    }
    if (reader.unread.length > 0) {
      yield batch(records);
      records = [];
    }
  }
  reader.end(source.damage === 'text');
  for (; records.length > batchRecords; records = records.slice(batchRecords)) {
    yield batch(records.slice(0, batchRecords));
  }
  yield batch(records);
}

/** Finds the records' files in the zip; what the text names and the zip lacks stays `not-found`. */
function withFiles(
  records: CapturedMessage[],
  source: ChatSource,
): Pick<ChatExportBatch, 'records' | 'files'> {
  const files: ChatExportFile[] = [];
  if (source.files.size === 0) return { records, files };
  for (const [index, record] of records.entries()) {
    const name = record.attachment?.name ?? null;
    const file = name === null ? undefined : source.files.get(name);
    if (record.attachment === null || name === null || file === undefined) continue;
    if (!file.isWhole) {
      records[index] = { ...record, attachment: { ...record.attachment, missing: 'damaged' } };
      continue;
    }
    records[index] = { ...record, attachment: { ...record.attachment, size: file.size, missing: null } };
    files.push({ record: index, name, size: file.size, open: () => file.open() });
  }
  return { records, files };
}
