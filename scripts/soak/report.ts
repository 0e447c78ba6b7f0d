import { openArchive } from '#host/archive/archive.ts';
import { listConversations } from '#host/archive/inbox.ts';
import { checkChain } from '#host/archive/ledger.ts';
import { listLines } from '#host/archive/lines.ts';
import { readAll } from '#host/archive/messages.ts';
import { compare } from '../loopback-whatsapp/comparison.ts';
import type { Capturing } from './capturing.ts';
import type { World } from './world.ts';

/** Prints what differs, line by line, and the verdict; true when nothing does. */
export function report(world: World, capturing: Capturing, settled: boolean): boolean {
  const archive = openArchive(capturing.folder, capturing.key, Date.now);
  const totals = { sent: 0, received: 0, kept: 0, lost: 0, undelivered: 0, twice: 0, foreign: 0, unread: 0 };
  try {
    const ids = listLines(archive.reader)
      .map(({ id }) => id)
      .toSorted((a, b) => a - b);
    for (const [index, { sent, server }] of world.lines.entries()) {
      const page = { lineId: ids[index] ?? null, title: null, cursor: null, limit: 200 };
      const { conversations } = listConversations(archive.reader, page);
      const kept = conversations.flatMap(({ id }) => [...readAll(archive.reader, id)]);
      const { lost, undelivered, twice, foreign, unread } = compare(sent, server, kept);
      totals.sent += sent.length;
      totals.received += new Set(server.receipted).size;
      totals.kept += kept.length;
      totals.lost += lost.length;
      totals.undelivered += undelivered.length;
      totals.twice += twice.length;
      totals.foreign += foreign.length;
      totals.unread += unread;
      for (const text of [...lost, ...undelivered, ...twice, ...foreign].slice(0, 5))
        console.log(`line ${index}: ${text}`);
    }
    const chain = checkChain(archive.reader);
    const { sent, received, kept, ...differences } = totals;
    const isWhole = settled && chain.whole && Object.values(differences).every((count) => count === 0);
    const { drops, repeats, shuffles } = world.counts();
    console.log(
      [
        `${sent} sent over ${world.lines.length} lines, ${received} told received, ${kept} in the archive`,
        `${capturing.kills()} kills, ${drops} drops, ${repeats} repeated, ${shuffles} shuffled`,
        `lost ${totals.lost}, undelivered ${totals.undelivered}, twice ${totals.twice}, foreign ${totals.foreign}, unread ${totals.unread}`,
        `the ledger is ${chain.whole ? 'whole' : 'broken'}; all mail was ${settled ? '' : 'not '}received in the end`,
        isWhole ? 'soak: nothing is lost and nothing is there twice' : 'soak: FAILED',
      ].join('\n'),
    );
    return isWhole;
  } finally {
    archive.close();
  }
}
