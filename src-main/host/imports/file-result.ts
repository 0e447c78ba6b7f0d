import type { CaptureResult } from '#host/archive/capture.ts';
import type { ImportFileRecord, ImportFileResult } from '#host/archive/imports.ts';
import type { ImportFileView } from '#shared/contract/imports.ts';
import type { CapturedMessage } from '#shared/model/capture.ts';

/** How far a file is. */
export interface Progress {
  readonly result: ImportFileResult;
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

/** What is known of a file before it is read. */
export const nothingYet: ImportFileResult = {
  state: 'waiting',
  error: null,
  conversation_id: null,
  platform: null,
  date_order: null,
  messages: 0,
  system: 0,
  attachments_found: 0,
  attachments_missing: 0,
  duplicates: 0,
  unread: 0,
  flags: 0,
  damage: null,
  fingerprint: null,
};

/** A file that is in the archive already: everything in it is there, and nothing is read again. */
export function knownFrom(earlier: ImportFileRecord): ImportFileResult {
  const { conversation_id, platform, date_order, damage, messages, system, duplicates } = earlier;
  return {
    ...nothingYet,
    state: 'done',
    conversation_id,
    platform,
    date_order,
    damage,
    duplicates: messages + system + duplicates,
  };
}

/** What a batch adds to the counts of its file. */
export function addUp(
  result: ImportFileResult,
  records: readonly CapturedMessage[],
  outcome: CaptureResult,
): ImportFileResult {
  let { messages, system, duplicates } = result;
  let found = result.attachments_found;
  let missing = result.attachments_missing;
  for (const [index, record] of records.entries()) {
    if (outcome.committed[index]?.added !== true) duplicates += 1;
    else if (record.kind === 'system') system += 1;
    else messages += 1;
    if (record.attachment === null) continue;
    if (record.attachment.sha256 === null) missing += 1;
    else found += 1;
  }
  return {
    ...result,
    conversation_id: outcome.conversationIds[0] ?? result.conversation_id,
    messages,
    system,
    duplicates,
    attachments_found: found,
    attachments_missing: missing,
    flags: result.flags + outcome.flags,
  };
}

/** A file that is being imported, as far as it is. */
export function withProgress(file: ImportFileView, progress: Progress | undefined): ImportFileView {
  if (progress === undefined) return file;
  const { result, bytesDone, bytesTotal } = progress;
  return {
    ...file,
    state: result.state,
    bytesDone,
    bytesTotal,
    conversationId: result.conversation_id,
    platform: result.platform,
    dateOrder: result.date_order,
    messages: result.messages,
    system: result.system,
    attachmentsFound: result.attachments_found,
    attachmentsMissing: result.attachments_missing,
    duplicates: result.duplicates,
    unread: result.unread,
    flags: result.flags,
    damage: result.damage,
  };
}
