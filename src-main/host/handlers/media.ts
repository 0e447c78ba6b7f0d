import type { mediaContract } from '#shared/contract/media.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import type { HostContext } from './context.ts';

export function mediaHandlers({ session }: HostContext): Handlers<typeof mediaContract> {
  return {
    'media.line': ({ lineId }) => session().media.ofLine(lineId),
    'media.retry': ({ messageId }) => {
      session().media.retry(messageId);
      return {};
    },
    'media.retryLine': async ({ lineId }, signal) => ({
      files: await session().media.retryLine(lineId, signal),
    }),
  };
}
