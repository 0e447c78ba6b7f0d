import type { peopleContract } from '#shared/contract/people.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import type { HostContext } from './context.ts';

export function peopleHandlers({ user, lines }: HostContext): Handlers<typeof peopleContract> {
  return {
    'people.me': () => {
      const { id, name, role } = user();
      return { id, name, role, isConfined: lines() !== null };
    },
  };
}
