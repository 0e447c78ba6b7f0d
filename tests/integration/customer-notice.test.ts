import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkChain } from '#host/archive/ledger.ts';
import { countTold, listUntold, readTold } from '#host/archive/told.ts';
import { readReadyTexts } from '#host/told/ready-texts.ts';
import { openTestArchive } from '../helpers/archive.ts';
import { openLineArchive } from '../helpers/line-archive.ts';
import { startLine } from '../helpers/linked-line.ts';

const texts = readReadyTexts(join(import.meta.dirname, '../../resources/notices'));

test('a customer counts as told from the moment at which the phone sent the notice, whoever else repeats it', async () => {
  const { archive, lineId } = openTestArchive();
  archive.customerNotices.useReady(Object.values(texts));
  const line = await startLine({ archive: openLineArchive({ archive, lineId }) });
  const ana = line.server.contact('Ana', '5215511111111');
  const bruno = line.server.contact('Bruno', '5215522222222');
  const notice = texts.es.replace('{{company}}', 'Ferretería Los Arcos');
  await ana.send({ text: 'hola' });
  await line.server.phone.send(ana, { text: `Buenos días, Ana 👋\n${notice}` }, { byLid: true });
  await bruno.send({ text: notice });
  await line.server.delivered();

  const sent = line.archive.messages().find(({ direction }) => direction === 'outgoing');
  expect(readTold(archive.reader, 1)?.at).toBe(sent?.sentAt);
  expect(countTold(archive.reader, lineId).contacts).toEqual({ total: 2, told: 1 });
  const { conversations } = listUntold(archive.reader, { lineId, cursor: null, limit: 10 });
  expect(conversations.map(({ title }) => title)).toEqual(['Bruno']);
  expect(checkChain(archive.reader).whole).toBe(true);
});
