import type { Archive } from '#host/archive/archive.ts';
import { recordAction } from '#host/archive/ledger.ts';
import { listPolicies } from '#host/archive/policies.ts';
import type { Period } from '#host/archive/judged-messages.ts';
import { readSettings } from '#host/archive/settings.ts';
import type { EventCollector } from '#host/events.ts';
import type { Log } from '#host/log.ts';
import { validatePolicy } from '#host/policy/validate.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { BacktestProgress, BacktestResult } from '#shared/model/backtest.ts';
import type { PolicyDefinition } from '#shared/model/policy.ts';
import { backtestInThread } from './backtest-thread.ts';

/** What somebody wants to see run over the archive. */
export interface BacktestRequest extends Period {
  /** The policy whose version in force the draft is held against; null for a new one. */
  readonly policyId: number | null;
  readonly definition: PolicyDefinition;
}

/** Runs drafts of policies over the archive, one at a time; all that stays of it is that somebody did. */
export interface BacktestDesk {
  /**
   * What a draft would have flagged, and the version that it was held against. Errors: `not-found`; `policy-invalid`;
   * `conflict` while another one runs; `cancelled`.
   */
  run(
    request: BacktestRequest,
    signal: AbortSignal,
  ): Promise<BacktestResult & { readonly version: number | null }>;
  /** How far it is; null when none runs. */
  progress(): BacktestProgress | null;
  close(): Promise<void>;
}

export interface BacktestDeskOptions {
  readonly archive: Archive;
  readonly folder: string;
  readonly key: Uint8Array;
  readonly events: EventCollector;
  readonly log: Log;
  readonly now: () => number;
}

/** Opens the desk over an archive. */
export function createBacktestDesk({
  archive: { reader, writer },
  folder,
  key,
  events,
  log,
  now,
}: BacktestDeskOptions): BacktestDesk {
  const closing = new AbortController();
  let running: Promise<BacktestResult> | null = null;
  let progress: BacktestProgress | null = null;

  function tell(next: BacktestProgress | null): void {
    progress = next;
    events.emit({ type: 'policy.backtesting' });
  }

  function record(
    { policyId, definition, from, to }: BacktestRequest,
    found: Readonly<Record<string, string | number>>,
  ): void {
    recordAction(writer, {
      at: now(),
      kind: 'policy-backtested',
      subject: policyId ?? 0,
      details: { name: definition.name, from, to, ...found },
    });
  }

  async function run(
    request: BacktestRequest,
    inForce: PolicyDefinition | null,
    signal: AbortSignal,
  ): Promise<BacktestResult> {
    const { definition: draft, from, to } = request;
    const job = { draft, inForce, period: { from, to }, zone: readSettings(reader).zone };
    try {
      const result = await backtestInThread({ workspace: folder, key, job }, tell, signal);
      const { messages, counts } = result;
      record(request, { state: 'done', messages, ...counts });
      return result;
    } catch (error) {
      const code = error instanceof AtalayaError ? error.code : 'internal';
      if (code !== 'cancelled') log.error({ err: error, code }, 'a back-test failed');
      record(request, { state: code === 'cancelled' ? 'cancelled' : 'failed', code });
      throw error;
    }
  }

  return {
    async run(request, signal) {
      const { policyId, definition } = request;
      const policy =
        policyId === null ? null : listPolicies(reader).find((each) => each.policyId === policyId);
      if (policy === undefined) throw new AtalayaError('not-found');
      const [problem] = validatePolicy(definition);
      if (problem !== undefined) throw new AtalayaError('policy-invalid', { problem: problem.code });
      if (running !== null) throw new AtalayaError('conflict');
      tell({ done: 0, total: 0 });
      running = run(request, policy?.definition ?? null, AbortSignal.any([signal, closing.signal]));
      try {
        return { ...(await running), version: policy?.version ?? null };
      } finally {
        running = null;
        tell(null);
      }
    },
    progress: () => progress,
    async close() {
      closing.abort();
      await running?.catch(() => undefined);
    },
  };
}
