import type { ExportInfo } from '#shared/contract/imports.ts';
import type { Input, Output } from '#shared/contract/contract.ts';
import type { DateOrder } from '#shared/model/chat-export.ts';
import type { ChosenExport, OwnerAnswer, PlaceAnswer } from './flow.ts';
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
  /** Where it belongs and may belong on the chosen line; null until that is known. */
  readonly places: Output<'imports.places'> | null;
  /** Answered; null where nothing needs to be asked, and when a person has to say. */
  readonly place: PlaceAnswer | null;
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
      places: null,
      place: null,
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

/** Puts in where the files may belong, by their tokens. An answer for another line than the chosen one does not count. */
export function withPlaces(
  ready: readonly ReadyExport[],
  found: ReadonlyMap<string, Output<'imports.places'>>,
): readonly ReadyExport[] {
  return ready.map((one) => {
    const { token, place } = one.file;
    const places = found.get(token) ?? null;
    const isOffered =
      places !== null &&
      places.possible.length > 0 &&
      (place === 'new' || places.possible.some(({ conversationId }) => conversationId === place));
    return { ...one, places, place: isOffered ? place : null };
  });
}

/** How many answers a file still lacks. */
export function openQuestions({ owner, dateOrder, places, place }: ReadyExport): number {
  const isPlaceOpen = places !== null && places.possible.length > 0 && place === null;
  return Number(owner === null) + Number(dateOrder === null) + Number(isPlaceOpen);
}

/** How many answers are still missing. */
export function missingAnswers(ready: readonly ReadyExport[]): number {
  return ready.reduce((sum, one) => sum + openQuestions(one), 0);
}

/** For files that are still to be placed and whose name just one conversation has: that conversation, by their tokens. */
export function placesByName(ready: readonly ReadyExport[]): ReadonlyMap<string, number> {
  return new Map(
    ready.flatMap(({ file, places, place }) => {
      const [named, ...others] =
        place === null ? (places?.possible ?? []).filter(({ sameName }) => sameName) : [];
      return named === undefined || others.length > 0 ? [] : [[file.token, named.conversationId] as const];
    }),
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
  return ready.flatMap(({ file, owner, dateOrder, isDateOrderCertain, place }) => {
    if (owner === null || dateOrder === null) return [];
    return [
      {
        token: file.token,
        owner: owner.type === 'author' ? owner.name : employee,
        dateOrder: isDateOrderCertain ? null : dateOrder,
        place,
      },
    ];
  });
}
