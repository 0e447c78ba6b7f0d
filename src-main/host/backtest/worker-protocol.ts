import type { ErrorCode, ErrorData } from '#shared/errors.ts';
import type { BacktestProgress, BacktestResult } from '#shared/model/backtest.ts';
import type { BacktestJob } from './run-backtest.ts';

/** What the thread is started with. The key never travels in any other way. */
export interface WorkerStart {
  readonly workspace: string;
  readonly key: Uint8Array;
  readonly job: BacktestJob;
}

/** What the thread says. After `done` or `failed` it ends. */
export type FromWorker =
  | { readonly type: 'progress'; readonly progress: BacktestProgress }
  | { readonly type: 'done'; readonly result: BacktestResult }
  | {
      readonly type: 'failed';
      readonly code: ErrorCode;
      readonly data: ErrorData;
      /** For the log, of what nobody expected. */
      readonly stack: string | null;
    };
