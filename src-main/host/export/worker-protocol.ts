import type { Selection } from '#host/archive/export/selection.ts';
import type { ExportCounts, ExportScope } from '#shared/model/export.ts';
import type { ExportJob, ExportResult } from './run-export.ts';

/** What the thread is started with. The key never travels in any other way. */
export interface WorkerStart {
  readonly workspace: string;
  readonly key: Uint8Array;
  readonly task:
    | { readonly type: 'count'; readonly scope: ExportScope; readonly now: number }
    | {
        readonly type: 'export';
        readonly job: ExportJob;
        /** Where the finished export will be: a folder, or with a password a zip. */
        readonly target: string;
        /** Where it is written until then. */
        readonly draft: string;
        readonly password: string | null;
        readonly fonts: string;
        /** Folder of the verifier's parts. */
        readonly verifier: string;
      };
}

/** What a counted selection holds. */
export interface Counted {
  readonly type: 'counted';
  readonly counts: ExportCounts;
  readonly period: Selection['period'];
}

/** What a written export turned out to be. */
export interface Exported {
  readonly type: 'done';
  readonly result: ExportResult;
}
