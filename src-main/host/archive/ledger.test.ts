import { expect, it } from 'vitest';
import { openTestArchive } from '../../../tests/helpers/archive.ts';
import type { Writer } from './database.ts';
import { appendToLedger, checkChain } from './ledger.ts';

function openChain(entries: number): Writer {
  const { writer } = openTestArchive({ staysWhole: false }).archive;
  const records = Array.from({ length: entries }, (_, index) => ({
    at: index,
    kind: 'media-retried' as const,
    subject: index,
    words: ['message'],
  }));
  writer.transaction(() => appendToLedger(writer, records));
  // What somebody with the key and a database tool of their own could do.
  writer.execute('drop trigger ledger_never_changes; drop trigger ledger_never_shrinks');
  return writer;
}

it('finds the chain whole as long as nobody has touched it', () => {
  expect(checkChain(openChain(50))).toMatchObject({ whole: true });
});

it.each([
  ['a changed digest', `update ledger set digest = zeroblob(32) where seq = 20`, 20],
  ['a changed time', 'update ledger set at = at + 1 where seq = 20', 20],
  ['a changed subject', 'update ledger set subject = 7 where seq = 20', 20],
  ['a changed kind', `update ledger set kind = 'event' where seq = 20`, 20],
  ['a removed entry', 'delete from ledger where seq = 20', 20],
  [
    'two entries in each other’s place',
    'update ledger set seq = -1 where seq = 20; update ledger set seq = 20 where seq = 21; update ledger set seq = 21 where seq = -1',
    20,
  ],
])('finds %s', (_, tampering, brokenAt) => {
  const writer = openChain(50);
  writer.execute(tampering);
  expect(checkChain(writer)).toEqual({ whole: false, brokenAt });
});

it('refuses to stand for a row that is not there', () => {
  const { writer } = openTestArchive().archive;
  const append = () =>
    writer.transaction(() => appendToLedger(writer, [{ at: 1, kind: 'decision', subject: 7 }]));
  expect(append).toThrow(/no decision 7/);
});
