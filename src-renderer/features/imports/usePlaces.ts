import type { Output } from '#shared/contract/contract.ts';
import { useRequests } from '../../api/requests.ts';
import { importFiles, withPlaces, type ReadyExport } from './answers.ts';
import type { ImportTarget } from './Preview.tsx';

/** The files with where they may belong on the line that they go into, and how far the search for that is. */
export function usePlaces(
  ready: readonly ReadyExport[],
  target: ImportTarget | null,
): { readonly ready: readonly ReadyExport[]; readonly done: number; readonly total: number } {
  const files = target === null ? [] : importFiles(ready, target.employee);
  const answers = useRequests(
    'imports.places',
    target === null
      ? []
      : files.map(({ token, owner, dateOrder }) => ({
          lineId: target.lineId,
          zone: target.zone,
          token,
          owner,
          dateOrder,
        })),
  );
  const found = new Map<string, Output<'imports.places'>>();
  for (const [index, { token }] of files.entries()) {
    const data = answers[index]?.data;
    if (data !== undefined) found.set(token, data);
  }
  return {
    ready: withPlaces(ready, found),
    // What is wrong with a file, the import will say.
    done: answers.filter(({ isPending }) => !isPending).length,
    total: files.length,
  };
}
