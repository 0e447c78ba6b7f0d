import type { ExportInfo } from '#shared/contract/imports.ts';
import type { ChosenFile } from '#shared/contract/shell.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { DateOrder } from '#shared/model/chat-export.ts';
import { client } from '../../api/client.ts';
import { createSessionStore } from '../../ui/sessionStore.ts';

/** How far the reading of a chosen file is. */
export type Inspection =
  | { readonly state: 'waiting' }
  | { readonly state: 'reading' }
  | { readonly state: 'failed'; readonly error: AtalayaError }
  | { readonly state: 'ready'; readonly info: ExportInfo };

/** Who the employee is in a chat: one of its names, or nobody in it. */
export type OwnerAnswer = { readonly type: 'author'; readonly name: string } | { readonly type: 'nobody' };

/** Where a chat belongs: a conversation, or one of its own. */
export type PlaceAnswer = number | 'new';

/** A file that is about to be imported, with what a person answered about it. */
export interface ChosenExport extends ChosenFile {
  readonly inspection: Inspection;
  readonly owner: OwnerAnswer | null;
  readonly dateOrder: DateOrder | null;
  readonly place: PlaceAnswer | null;
}

/** The import that is being prepared, and the one that is being watched; both outlive the dialog. */
export interface ImportFlow {
  readonly files: readonly ChosenExport[];
  readonly watchedId: number | null;
}

const start: ImportFlow = { files: [], watchedId: null };

export const useImportFlow = createSessionStore<ImportFlow>(start);

/** Files read at the same time. */
const atOnce = 2;
const reading = new Map<string, AbortController>();

/** Adds chosen or dropped files and reads them; the same file twice is taken once. */
export function addExports(chosen: readonly ChosenFile[]): void {
  useImportFlow.setState(({ files }) => {
    const known = new Set(files.map(sameness));
    const added = chosen.filter((file) => !known.has(sameness(file)));
    return {
      files: [
        ...files,
        ...added.map((file): ChosenExport => ({
          ...file,
          inspection: { state: 'waiting' },
          owner: null,
          dateOrder: null,
          place: null,
        })),
      ],
      watchedId: null,
    };
  });
  readNext();
}

function sameness({ name, size }: ChosenFile): string {
  return `${size} ${name}`;
}

/** Takes a file out again. */
export function removeExport(token: string): void {
  reading.get(token)?.abort();
  useImportFlow.setState(({ files }) => ({ files: files.filter((file) => file.token !== token) }));
}

/** Keeps what a person answered about some files. */
export function answer(
  tokens: readonly string[],
  given: Partial<Pick<ChosenExport, 'owner' | 'dateOrder' | 'place'>>,
): void {
  useImportFlow.setState(({ files }) => ({
    files: files.map((file) => (tokens.includes(file.token) ? { ...file, ...given } : file)),
  }));
}

/** Shows how an import goes, or how it went; null to prepare another. */
export function watchImport(importId: number | null): void {
  useImportFlow.setState({ watchedId: importId });
}

/** Forgets all files and answers. */
export function resetFlow(): void {
  for (const controller of reading.values()) controller.abort();
  useImportFlow.setState(start);
}

function readNext(): void {
  const next = useImportFlow
    .getState()
    .files.find(({ token, inspection }) => inspection.state === 'waiting' && !found.has(token));
  if (next === undefined || reading.size >= atOnce) return;
  const { token } = next;
  const controller = new AbortController();
  reading.set(token, controller);
  setInspection(token, { state: 'reading' });
  client
    .request('imports.inspect', { token }, controller.signal)
    .then(
      (info) => setInspection(token, { state: 'ready', info }),
      (error: unknown) =>
        setInspection(token, {
          state: 'failed',
          error: error instanceof AtalayaError ? error : new AtalayaError('internal', {}, { cause: error }),
        }),
    )
    .finally(() => {
      reading.delete(token);
      readNext();
    });
  readNext();
}

/** What was found out since the files were last shown: with hundreds of them, each alone would be a lot of drawing. */
const found = new Map<string, Inspection>();
const showEvery = 150;
const few = 20;

function setInspection(token: string, inspection: Inspection): void {
  const isFirst = found.size === 0;
  found.set(token, inspection);
  if (useImportFlow.getState().files.length <= few) showFound();
  else if (isFirst) setTimeout(showFound, showEvery);
}

function showFound(): void {
  const inspections = new Map(found);
  found.clear();
  useImportFlow.setState(({ files }) => ({
    files: files.map((file) => {
      const inspection = inspections.get(file.token);
      return inspection === undefined ? file : { ...file, inspection };
    }),
  }));
}
