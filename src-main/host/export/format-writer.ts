import type { ExportHeading, ExportRecord } from '#shared/model/export-record.ts';
import type { ExportCounts, ExportNames, ExportScope } from '#shared/model/export.ts';
import type { ExportOutput } from './output.ts';
import type { ExportWords } from './words.ts';

/** What every writer knows of the export before its first record. */
export interface WriterContext {
  readonly output: ExportOutput;
  readonly heading: ExportHeading;
  readonly scope: ExportScope;
  readonly names: ExportNames;
  readonly counts: ExportCounts;
  readonly words: ExportWords;
  /** The folder of the fonts that a PDF is set in. */
  readonly fonts: string;
}

/** Writes one format. It gets every record once, in order, and keeps no more than it needs for the next. */
export interface FormatWriter {
  write(record: ExportRecord): void | Promise<void>;
  /** Closes its files. */
  end(): void | Promise<void>;
}
