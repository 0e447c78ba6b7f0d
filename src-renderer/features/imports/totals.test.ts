import { expect, test } from 'vitest';
import type { ImportFileView } from '#shared/contract/imports.ts';
import { importTotals } from './totals.ts';

const file = (counts: Partial<ImportFileView>): ImportFileView => ({
  id: 1,
  name: 'Chat.txt',
  state: 'done',
  error: null,
  bytesDone: 0,
  bytesTotal: 0,
  conversationId: null,
  platform: 'android',
  dateOrder: 'dmy',
  messages: 0,
  system: 0,
  attachmentsFound: 0,
  attachmentsMissing: 0,
  duplicates: 0,
  unread: 0,
  flags: 0,
  damage: null,
  ...counts,
});

test('the totals of an import are the sums over its files', () => {
  const totals = importTotals([
    file({ messages: 3, unread: 1, flags: 2 }),
    file({ messages: 4, duplicates: 7 }),
  ]);
  expect(totals).toMatchObject({ messages: 7, unread: 1, flags: 2, duplicates: 7, system: 0 });
});
