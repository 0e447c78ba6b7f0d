import { expect, test } from 'vitest';
import type { CaptureSink } from '#host/connectors/connector.ts';
import { openLineArchive } from '../helpers/line-archive.ts';
import { startLine } from '../helpers/linked-line.ts';

const perLine = 10;

/** An archive that counts the commits in which a session moved on, and those of them that held no message. */
function watchedArchive() {
  const archive = openLineArchive();
  const moves = { all: 0, withoutMessage: 0 };
  const commit: CaptureSink['commit'] = (records, state = []) => {
    if (state.some(({ category }) => category === 'key:session')) {
      moves.all += 1;
      if (!records.some(({ type }) => type === 'message')) moves.withoutMessage += 1;
    }
    return archive.sink.commit(records, state);
  };
  return { archive: { ...archive, sink: { ...archive.sink, commit } }, moves };
}

test('a message and the step of its session are one commit, also when two lines hear from one customer at once', async () => {
  const watched = [watchedArchive(), watchedArchive()];
  const lines = await Promise.all(watched.map(({ archive }) => startLine({ archive })));
  const senders = lines.map(({ server }) => server.contact('Ana', '5215511111111'));
  // Whose LID is not known is asked for at the server, in the middle of reading what they sent.
  for (const { server } of lines) server.concealLids(true);
  for (let n = 0; n < perLine; n += 1)
    await Promise.all(senders.map((ana) => ana.send({ text: `mensaje ${n}` }, { withoutAlternative: true })));
  await Promise.all(lines.map(({ server }) => server.delivered()));
  for (const { moves } of watched) expect(moves).toEqual({ all: perLine, withoutMessage: 0 });
});
