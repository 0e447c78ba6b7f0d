/** By what a file is known again that was imported whole: its content, and how it was understood. */
export const importFingerprints = /* sql */ `
alter table import_files add column fingerprint text;
create index import_files_by_fingerprint on import_files (fingerprint) where fingerprint is not null;
`;
