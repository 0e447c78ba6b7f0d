import { openArchive } from '#host/archive/archive.ts';
import { proveCoverage, turnCoverage } from '#host/archive/coverage.ts';
import { addGapOutcome, listGaps, type GapOutcome } from '#host/archive/gaps.ts';
import { addLine } from '#host/archive/lines.ts';
import { openWorkspace } from '#host/workspace/workspace.ts';
import type { GapCause } from '#shared/model/coverage.ts';
import { capturedMessage } from './archive.ts';
import { passphrase } from './cli.ts';
import { firstUserId } from '#shared/model/user.ts';

/** What a line has lived through, in the order of time. */
export interface CoveredLine {
  /** From these times on it was captured (null) or not, for a cause; the first is when it was linked. */
  readonly turns: readonly (readonly [at: number, cause: GapCause | null])[];
  /** What became of its gaps, oldest first. */
  readonly outcomes: readonly GapOutcome[];
  /** When its one contact, Ana, wrote what. */
  readonly messages: readonly (readonly [at: number, text: string])[];
}

/** Puts a linked line, which nobody runs, with its past into a workspace that is closed. */
export async function addCoveredLine(
  folder: string,
  { turns, outcomes, messages }: CoveredLine,
): Promise<void> {
  const workspace = openWorkspace(folder, Date.now);
  const { key } = await workspace.unlock(firstUserId, passphrase);
  workspace.close();
  const archive = openArchive(folder, key, Date.now);
  const { writer } = archive;
  const now = Date.now();
  const details = { name: 'Front desk', employee: 'Owen Blake', team: null, noticeOn: '2015-01-07' };
  const lineId = addLine(writer, details, null, now);
  writer.execute(`update lines set connector = 'linked-device'`);
  for (const [at, cause] of turns) turnCoverage(writer, lineId, cause, at, now);
  proveCoverage(writer, lineId, now);
  const gaps = listGaps(writer, lineId, { before: null, limit: 100, minor: true }).reverse();
  for (const [index, outcome] of outcomes.entries())
    addGapOutcome(writer, gaps[index]?.id ?? 0, outcome, now);
  const records = messages.map(([sentAt, text]) => capturedMessage({ sentAt, text }));
  archive.captureDesk(() => []).commit({ lineId, live: true }, records);
  archive.close();
}
