import type { LedgerHead } from '#host/archive/export/proof.ts';
import type { ExportHeading } from '#shared/model/export-record.ts';
import type { ExportCounts, ExportFormat, ExportNames, ExportScope } from '#shared/model/export.ts';
import type { ExportOutput } from './output.ts';

/** What the manifest says beside its list of files. */
export interface ManifestFacts {
  readonly heading: ExportHeading;
  readonly scope: ExportScope;
  readonly names: ExportNames;
  readonly formats: readonly ExportFormat[];
  readonly withFlags: boolean;
  readonly counts: ExportCounts;
  readonly ledger: LedgerHead;
}

export const manifestFile = 'manifest.json';
export const signatureFile = 'manifest.json.sig';
const sumsFile = 'SHA256SUMS';

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

/**
 * Ends an export: the list for `sha256sum`, and the manifest, which lists every other file and the list itself.
 * Returns the SHA-256 of the manifest.
 */
export function writeManifest(output: ExportOutput, facts: ManifestFacts): string {
  const sums = output.open(sumsFile);
  for (const { path, sha256 } of output.listed()) sums.write(`${sha256}  ${path}\n`);
  sums.close();
  const { heading, scope, names, formats, withFlags, counts, ledger } = facts;
  const head = {
    format: 'atalaya-export',
    version: 1,
    program: heading.program,
    company: heading.company,
    export: heading.exportId,
    exportedAt: iso(heading.exportedAt),
    exportedBy: heading.exportedBy,
    reason: heading.reason,
    language: heading.language,
    timeZone: heading.zone,
    formats,
    withFlags,
    selection: { ...scope, from: iso(scope.from), to: iso(scope.to), names },
    counts,
    ledger,
    hash: 'SHA-256',
  };
  const file = output.open(manifestFile);
  file.write(`${JSON.stringify(head, null, 1).slice(0, -2)},\n "files": [`);
  let separator = '\n';
  for (const listed of output.listed()) {
    file.write(`${separator}  ${JSON.stringify(listed)}`);
    separator = ',\n';
  }
  file.write('\n ]\n}\n');
  return file.close().sha256;
}
