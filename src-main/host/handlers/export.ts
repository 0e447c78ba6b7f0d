import { join } from 'node:path';
import type { exportContract } from '#shared/contract/export.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import { listEmployees } from '#host/archive/lines.ts';
import type { HostContext } from './context.ts';

export function exportHandlers({
  session,
  grants,
  workspace,
  version,
  starterFolder,
}: HostContext): Handlers<typeof exportContract> {
  return {
    'export.preview': ({ scope }, signal) => session().exports.preview(scope, signal),
    'export.start': ({ folder, ...request }) => {
      const profile = workspace.profile();
      if (profile === null) throw new AtalayaError('workspace-missing');
      const place = grants.pathOf(folder);
      const { exportId } = session().exports.start({
        ...request,
        ...profile,
        place,
        program: version,
        fonts: join(starterFolder, '../fonts'),
        verifier: join(starterFolder, '../verifier'),
      });
      return { exportId };
    },
    'export.cancel': ({ exportId }) => {
      session().exports.cancel(exportId);
      return {};
    },
    'export.list': ({ cursor, limit }) => {
      const exports = session().exports.list(cursor === null ? null : Number(cursor) || 0, limit);
      const last = exports.at(-1);
      return { exports, next: exports.length < limit || last === undefined ? null : String(last.id) };
    },
    'export.employees': () => ({ names: listEmployees(session().archive.reader) }),
  };
}
