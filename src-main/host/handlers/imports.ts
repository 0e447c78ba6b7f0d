import type { importsContract } from '#shared/contract/imports.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import { readUnreadLines } from '#host/archive/imports.ts';
import { inspectChatExport } from '#host/connectors/chat-export/chat-export.ts';
import { toPlacesView } from '#host/imports/place-view.ts';
import type { HostContext } from './context.ts';

export function importsHandlers({ session, grants }: HostContext): Handlers<typeof importsContract> {
  return {
    'imports.inspect': async ({ token }, signal) => {
      const info = await inspectChatExport(grants.pathOf(token), { signal });
      return {
        platform: info.platform,
        title: info.title,
        kind: info.kind,
        dateOrder: info.dateOrder,
        dateOrderCertain: !info.dateOrderAmbiguous,
        authors: info.authors.map(({ name, messages }) => ({ name, messages })),
        messages: info.messages,
        first: info.firstLocalTime,
        last: info.lastLocalTime,
        attachments: { listed: info.attachments.listed, found: info.attachments.found },
        damage: info.damage,
      };
    },
    'imports.preview': ({ token, ...request }, signal) =>
      session().imports.preview({ ...request, path: grants.pathOf(token) }, signal),
    'imports.places': async ({ token, ...request }, signal) => {
      const { imports, archive } = session();
      const file = { ...request, path: grants.pathOf(token), place: null };
      return toPlacesView(archive.reader, await imports.places(file, signal));
    },
    'imports.start': ({ lineId, zone, files, withoutNotice }) => {
      const { importId } = session().imports.start({
        lineId,
        zone,
        withoutNotice,
        files: files.map(({ token, ...file }) => ({ ...file, path: grants.pathOf(token) })),
      });
      return { importId };
    },
    'imports.cancel': ({ importId }) => {
      session().imports.cancel(importId);
      return {};
    },
    'imports.list': () => ({ imports: session().imports.list() }),
    'imports.unread': ({ fileId, after }) => readUnreadLines(session().archive.reader, fileId, after),
  };
}
