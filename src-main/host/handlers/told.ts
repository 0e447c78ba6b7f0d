import { countTold, listUntold, readTold } from '#host/archive/told.ts';
import type { toldContract } from '#shared/contract/told.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import type { HostContext } from './context.ts';

export function toldHandlers({ session, workspace }: HostContext): Handlers<typeof toldContract> {
  return {
    'told.text': (request) => session().told.text(request, workspace.profile()?.company ?? ''),
    'told.save': (request) => ({ id: session().told.save(request) }),
    'told.conversation': ({ id }) => ({ told: readTold(session().archive.reader, id) }),
    'told.line': ({ lineId }) => countTold(session().archive.reader, lineId),
    'told.missing': (request) => listUntold(session().archive.reader, request),
  };
}
