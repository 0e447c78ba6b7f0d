import type { MissingReason } from '#shared/model/attachment.ts';
import type { CapturedRecord } from '#shared/model/capture.ts';
import type { EvaluatedMessage, Verdict } from '#shared/model/policy.ts';
import type {
  AttachmentKey,
  Committed,
  ConnectorStateChange,
  StoredFile,
} from '#host/connectors/connector.ts';
import { openBatch, type CaptureBatch } from './capture-batch.ts';
import type { BatchOutcome, CaptureSource } from './capture-work.ts';
import { openCustomerNotices } from './customer-notices.ts';
import { writeConnectorState } from './connector-state.ts';
import { proveCoverage } from './coverage.ts';
import type { Writer } from './database.ts';
import { withoutExcluded } from './exclusion-filter.ts';
import type { Exclusions } from './exclusions.ts';
import { createMessageIds } from './message-ids.ts';
import { openGate } from './notice-gate.ts';
import { actAs } from './people/actor.ts';
import { messageAt } from './settled-place.ts';

/** What one batch did to the archive. */
export interface CaptureResult extends BatchOutcome {
  readonly committed: readonly Committed[];
}

/** Commits what connectors captured. */
export interface CaptureDesk {
  /**
   * One transaction: records, search rows, flags, ledger entries and connector state, or nothing. Of what comes in
   * live, only what the line's notice covers is kept; of private contacts and groups, nothing. Error: `notice-missing` while none is on record.
   */
  commit(
    source: CaptureSource,
    records: readonly CapturedRecord[],
    state?: readonly ConnectorStateChange[],
  ): CaptureResult;
  /** Makes one transaction of several commits and whatever else `work` writes: all of it, or nothing. */
  together<T>(work: () => T): T;
  /**
   * Says what became of an attachment that was not there when its message was committed; one transaction with the
   * connector's own state. Returns the id of its conversation, if it is in the archive.
   */
  completeAttachment(
    lineId: number,
    of: AttachmentKey,
    file: StoredFile | MissingReason,
    state: readonly ConnectorStateChange[],
  ): number | null;
}

/** The desk that all connectors of an archive commit at. `evaluate` is the policies in force at that moment. */
export function createCaptureDesk(
  writer: Writer,
  evaluate: (message: EvaluatedMessage) => readonly Verdict[],
  now: () => number,
  exclusions: Exclusions | null = null,
  customerNotices = openCustomerNotices(writer),
): CaptureDesk {
  const ids = createMessageIds(writer);

  function batch(source: CaptureSource): CaptureBatch {
    return openBatch({ writer, ids, evaluate, customerNotices, capturedAt: now(), source });
  }

  /** What arrives is nobody's action, whoever started the connection. */
  function inTransaction<T>(work: () => T): T {
    try {
      return actAs(null, () => writer.transaction(work));
    } catch (error) {
      ids.forget();
      throw error;
    }
  }

  return {
    commit(source, records, state = []) {
      return inTransaction(() => {
        const work = batch(source);
        const admits = source.live ? openGate(writer, source.lineId, records.length > 0, now()) : everything;
        const kept = withoutExcluded(exclusions, source.lineId);
        const committed = records.map((each) => {
          const record = admits(each) ? kept.record(each) : null;
          return record === null ? leftOut : work.add(record);
        });
        writeConnectorState(writer, source.lineId, state.filter(kept.state));
        if (source.provenAt != null) proveCoverage(writer, source.lineId, source.provenAt);
        return { committed, ...work.finish() };
      });
    },
    together: inTransaction,
    completeAttachment(lineId, of, file, state) {
      return inTransaction(() => {
        writeConnectorState(writer, lineId, state);
        const row = messageAt(writer, lineId, of);
        if (row === undefined) return null;
        const work = batch({ lineId, live: true });
        work.storeFile(
          row.id,
          null,
          typeof file === 'string'
            ? { sha256: null, size: null, missing: file }
            : { sha256: file.sha256, size: file.size, missing: null },
        );
        work.finish();
        return row.conversation_id;
      });
    },
  };
}

const everything = (): boolean => true;
const leftOut: Committed = { messageId: null, added: false, flags: 0, refused: true };
