import { expect, it } from 'vitest';
import { capturedMessage, openTestArchive } from '../../../tests/helpers/archive.ts';
import { markDamaged } from './attachments.ts';
import { checkChain } from './ledger.ts';
import { readAll } from './messages.ts';

const sha256 = 'ab'.repeat(32);
const file = { name: null, mime: 'image/jpeg', size: 7, sha256, missing: null, seconds: null };

function openFilled() {
  const { archive, lineId } = openTestArchive();
  const desk = archive.captureDesk(() => []);
  const [, pending] = [
    desk.commit({ lineId, live: true }, [capturedMessage({ kind: 'image', attachment: file })]),
    desk.commit({ lineId, live: true }, [
      capturedMessage({
        key: 'second',
        kind: 'image',
        attachment: { ...file, sha256: null, missing: 'pending' },
      }),
    ]),
  ];
  const [conversationId = 0] = pending.conversationIds;
  const attachments = () => [...readAll(archive.reader, conversationId)].map((view) => view.attachment);
  return { archive, lineId, desk, conversationId, attachments };
}

it('a stored file that is lost is missing as damaged wherever it is shown, and in the ledger once', () => {
  const { archive, conversationId, attachments } = openFilled();
  expect(markDamaged(archive.writer, sha256, Date.now())).toEqual([conversationId]);
  expect(markDamaged(archive.writer, sha256, Date.now())).toEqual([]);
  expect(attachments()).toMatchObject([
    { sha256, missing: 'damaged' },
    { sha256: null, missing: 'pending' },
  ]);
  // Beside how each of the two began.
  const entries = archive.reader.sql(`select 1 from ledger where kind = 'attachment'`).all();
  expect(entries).toHaveLength(3);
  expect(checkChain(archive.reader)).toMatchObject({ whole: true });
});

it('the same content that comes with another message repairs it', () => {
  const { archive, lineId, desk, attachments } = openFilled();
  markDamaged(archive.writer, sha256, Date.now());
  desk.completeAttachment(lineId, { conversation: 'ana', message: 'second' }, { sha256, size: 7 }, []);
  expect(attachments()).toMatchObject([
    { sha256, missing: null },
    { sha256, missing: null },
  ]);
  expect(checkChain(archive.reader)).toMatchObject({ whole: true });
});

it('other content never takes the place of a damaged file', () => {
  const { archive, lineId, desk, attachments } = openFilled();
  const key = { conversation: 'ana', message: 'second' };
  desk.completeAttachment(lineId, key, { sha256, size: 7 }, []);
  markDamaged(archive.writer, sha256, Date.now());
  desk.completeAttachment(lineId, key, { sha256: 'cd'.repeat(32), size: 7 }, []);
  expect(attachments()[1]).toMatchObject({ sha256, missing: 'damaged' });
});
