import type { ImportFileView } from '#shared/contract/imports.ts';

const counted = [
  'messages',
  'system',
  'attachmentsFound',
  'attachmentsMissing',
  'duplicates',
  'unread',
  'flags',
  'bytesDone',
  'bytesTotal',
] as const;

/** The counts that account for every line of a chat export. */
export type ImportTotals = Pick<ImportFileView, (typeof counted)[number]>;

/** The counts of several files together. */
export function importTotals(files: readonly ImportFileView[]): ImportTotals {
  const totals = {
    messages: 0,
    system: 0,
    attachmentsFound: 0,
    attachmentsMissing: 0,
    duplicates: 0,
    unread: 0,
    flags: 0,
    bytesDone: 0,
    bytesTotal: 0,
  } satisfies ImportTotals;
  for (const file of files) for (const count of counted) totals[count] += file[count];
  return totals;
}
