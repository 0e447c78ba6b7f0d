import type { BacktestResult } from '#shared/model/backtest.ts';
import type { BacktestJob } from './run-backtest.ts';

/** What the thread is started with. The key never travels in any other way. */
export interface WorkerStart {
  readonly workspace: string;
  readonly key: Uint8Array;
  readonly job: BacktestJob;
}

/** That a back-test has come to its end. */
export interface BacktestEnd {
  readonly type: 'done';
  readonly result: BacktestResult;
}
