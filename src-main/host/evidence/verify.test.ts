import { describe, expect, it, onTestFinished } from 'vitest';
import {
  capturedEvent,
  capturedMessage,
  findingsOf,
  temporaryFolder,
} from '../../../tests/helpers/archive.ts';
import { randomBytes } from 'node:crypto';
import { openArchive, type Archive } from '#host/archive/archive.ts';
import { addLine } from '#host/archive/lines.ts';
import { recordNotice } from '#host/archive/notices.ts';

/** An archive with a bit of everything, whose triggers somebody with a database tool has dropped. */
function openedByAStranger(): Archive {
  const archive = openArchive(temporaryFolder(), randomBytes(32), () => 1000);
  onTestFinished(() => archive.close());
  const { writer } = archive;
  const lineId = addLine(writer, { name: 'Ventas', employee: 'Luis', team: null, noticeOn: null }, null, 0);
  recordNotice(writer, lineId, { how: 'told', given_on: '1970-01-01', given_at: 0 }, 0);
  const attachment = {
    name: 'a.pdf',
    mime: 'application/pdf',
    size: 7,
    sha256: null,
    missing: 'gone',
    seconds: null,
  } as const;
  archive
    .captureDesk(() => [])
    .commit({ lineId, live: true }, [
      capturedMessage({ key: 'one', text: 'hola', raw: Buffer.from('raw') }),
      capturedMessage({ key: 'two', text: 'adiós', attachment }),
      capturedEvent({ messageKey: 'one', event: 'edit', text: 'hola, Luis' }),
    ]);
  const triggers = writer
    .sql<{ name: string }>(`select name from sqlite_schema where type = 'trigger'`)
    .all();
  for (const { name } of triggers) writer.execute(`drop trigger ${name}`);
  return archive;
}

describe('the check of an archive', () => {
  it('finds nothing in one that nobody has touched', () => {
    expect(findingsOf(openedByAStranger().reader)).toEqual([]);
  });

  it.each([
    ['a changed text', `update messages set text = 'hole' where key = 'one'`, 'row-changed', 'message'],
    ['another time', `update messages set sent_at = sent_at + 1 where key = 'one'`, 'row-changed', 'message'],
    ['another sender', `update messages set sender_id = null where key = 'one'`, 'row-changed', 'message'],
    ['changed evidence', `update evidence set raw = x'00'`, 'row-changed', 'message'],
    [
      'a removed message',
      `delete from evidence; delete from messages where key = 'one'`,
      'row-missing',
      'message',
    ],
    [
      'a message that was put in',
      `insert into messages select id + 5, conversation_id, 'new', sender_id, direction, kind, sent_at, captured_at, text,
        deleted, edited, suspicious, live, details from messages where key = 'two'`,
      'row-added',
      'message',
    ],
    ['a changed edit', `update events set text = 'otra cosa'`, 'row-changed', 'event'],
    ['a removed edit', 'delete from events', 'row-missing', 'event'],
    ['a file with another state', `update attachments set missing = 'refused'`, 'row-changed', 'attachment'],
    [
      'a conversation of another name',
      `update conversations set title = 'Eva'`,
      'row-changed',
      'conversation',
    ],
    [
      'a person of another name',
      `update senders set name = 'Eva' where key = 'ana'`,
      'row-changed',
      'sender',
    ],
    ['a line of another employee', `update lines set employee = 'Eva'`, 'row-changed', 'line'],
    ['a notice of another day', `update notices set given_at = 5`, 'row-changed', 'notice'],
  ])('finds %s, and says what it is', (_, tampering, type, kind) => {
    const archive = openedByAStranger();
    archive.writer.execute(`pragma foreign_keys = off; ${tampering}`);
    expect(findingsOf(archive.reader)).toEqual(
      expect.arrayContaining([expect.objectContaining({ type, kind })]),
    );
  });

  it('finds a changed entry, a removed entry, and a changed text of one', () => {
    for (const [tampering, type] of [
      ['update ledger set at = at + 1 where seq = 3', 'chain-broken'],
      ['delete from ledger where seq = 3', 'entries-missing'],
      [
        `update statements set text = text || ' ' where seq = (select min(seq) from statements)`,
        'text-changed',
      ],
    ] as const) {
      const archive = openedByAStranger();
      archive.writer.execute(tampering);
      expect(findingsOf(archive.reader)).toEqual(expect.arrayContaining([expect.objectContaining({ type })]));
    }
  });
});
