import { hash } from 'node:crypto';
import { verifyLedger } from '#host/evidence/verify.ts';
import { benchFolder, openBenchArchive } from './archive.ts';
import { writeChatExports } from './chat-exports.ts';
import type { BenchRow } from './report.ts';
import { startMeasuring } from './timing.ts';

/** Bytes of the text of a usual entry. */
const usualText = 'x'.repeat(260);
const leastPerSecond = 200_000;

/** The check of an archive against its ledger, in one thread, beside hashing as many texts alone. */
export async function benchVerify({ messages }: { readonly messages: number }): Promise<readonly BenchRow[]> {
  const { folder, remove: removeFolder } = benchFolder();
  const { session, import: importFiles, remove } = await openBenchArchive();
  try {
    await importFiles(writeChatExports(folder, messages, 1));
    const measured = startMeasuring();
    const entries = verifyLedger(session.archive.reader, {
      report: (finding) => {
        throw new Error(`an archive that nobody touched has a finding: ${finding.type}`);
      },
    });
    const { elapsed, processor } = measured();
    const bare = startMeasuring();
    for (let count = 0; count < 2 * entries; count += 1) hash('sha256', usualText);
    const perSecond = (entries / elapsed) * 1000;
    return [
      {
        name: 'verify, the whole archive without media',
        value: perSecond,
        unit: 'entries/s',
        ratio: bare().processor / processor,
        budget: '>= 200,000/s',
        met: perSecond >= leastPerSecond,
      },
    ];
  } finally {
    await remove();
    removeFolder();
  }
}
