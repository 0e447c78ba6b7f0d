import type { linesContract } from '#shared/contract/lines.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import type { HostContext } from './context.ts';

export function linesHandlers({ session, lines: allowed, log }: HostContext): Handlers<typeof linesContract> {
  return {
    'lines.list': () => {
      const own = allowed();
      return {
        lines: session()
          .lines.list()
          .filter(({ id }) => own?.includes(id) ?? true),
      };
    },
    'lines.add': ({ connector, ...details }) => {
      const id = session().lines.add(details);
      if (connector === 'cloud-api') session().lines.cloud.register(id);
      return { id };
    },
    'lines.update': async ({ id, samePerson, ...details }) => {
      await session().lines.update(id, details, samePerson);
      return {};
    },
    'lines.link': ({ id, method }) => {
      session().lines.requireNotice(id);
      // Linking lasts as long as the person takes; its course is in the line's state.
      session()
        .lines.link(id, method)
        .catch((error: unknown) => {
          const code = error instanceof AtalayaError ? error.code : 'internal';
          if (code !== 'cancelled') log.warn({ err: error, code, line: id }, 'a line was not linked');
        });
      return {};
    },
    'lines.cancelLink': ({ id }) => {
      session().lines.cancelLink(id);
      return {};
    },
    'lines.reconnect': ({ id }) => {
      session().lines.reconnect(id);
      return {};
    },
    'lines.retryHistory': ({ id }) => {
      session().lines.retryHistory(id);
      return {};
    },
    'lines.setCapture': async ({ id, running }) => {
      await session().lines.setCapture(id, running);
      return {};
    },
  };
}
