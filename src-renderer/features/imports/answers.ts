import type { ExportInfo } from '#shared/contract/imports.ts';
import type { Input } from '#shared/contract/contract.ts';
import type { DateOrder } from '#shared/model/chat-export.ts';
import type { ChosenExport, OwnerAnswer } from './flow.ts';
import { guessOwners } from './owner.ts';

/** A file that could be read, with what is known and what a person still has to say. */
export interface ReadyExport {
  readonly file: ChosenExport;
  readonly info: ExportInfo;
  /** The employee: answered, or guessed; null when a person has to say. */
  readonly owner: OwnerAnswer | null;
  readonly isOwnerCertain: boolean;
  /** Answered, known, or the same as in all other files; null when a person has to say. */
  readonly dateOrder: DateOrder | null;
  readonly isDateOrderCertain: boolean;
}

/** Puts together what the files say, what can be guessed from all of them, and what was answered. */
export function readyExports(
  files: readonly ChosenExport[],
  employee: string | null,
): readonly ReadyExport[] {
  const readable = files.flatMap((file) =>
    file.inspection.state === 'ready' ? [{ file, info: file.inspection.info }] : [],
  );
  const owners = guessOwners(
    readable.map(({ info }) => info),
    files.flatMap(({ owner }) => (owner?.type === 'author' ? owner.name : [])),
    employee,
  );
  const usual = usualOrder(readable);
  return readable.map(({ file, info }, index) => {
    const guess = owners[index];
    const guessed: OwnerAnswer | null =
      guess === undefined || guess.name === null ? null : { type: 'author', name: guess.name };
    return {
      file,
      info,
      owner: file.owner ?? guessed,
      isOwnerCertain: file.owner === null && guess?.certain === true,
      dateOrder: file.dateOrder ?? (info.dateOrderCertain ? info.dateOrder : usual),
      isDateOrderCertain: info.dateOrderCertain,
    };
  });
}

/** The one order that the other files have, by their own evidence or by an answer. */
function usualOrder(files: readonly Pick<ReadyExport, 'file' | 'info'>[]): DateOrder | null {
  const orders = new Set(
    files.flatMap(({ file, info }) => (info.dateOrderCertain ? [info.dateOrder] : (file.dateOrder ?? []))),
  );
  const [only] = orders;
  return orders.size === 1 ? (only ?? null) : null;
}

/** How many answers are still missing. */
export function missingAnswers(ready: readonly ReadyExport[]): number {
  return ready.reduce(
    (sum, { owner, dateOrder }) => sum + Number(owner === null) + Number(dateOrder === null),
    0,
  );
}

/** Whether a chat begins before the day of the notice, '' when there is none: bringing it in needs a stated reason. */
export function isBeforeNotice(ready: readonly ReadyExport[], noticeOn: string): boolean {
  return ready.some(({ info }) => noticeOn === '' || (info.first ?? '').slice(0, noticeOn.length) < noticeOn);
}

/** The files as a request to import them names them; those with a missing answer are left out. */
export function importFiles(
  ready: readonly ReadyExport[],
  employee: string,
): Input<'imports.start'>['files'] {
  return ready.flatMap(({ file, owner, dateOrder, isDateOrderCertain }) => {
    if (owner === null || dateOrder === null) return [];
    return [
      {
        token: file.token,
        owner: owner.type === 'author' ? owner.name : employee,
        dateOrder: isDateOrderCertain ? null : dateOrder,
      },
    ];
  });
}
