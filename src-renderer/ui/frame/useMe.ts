import type { Output } from '#shared/contract/contract.ts';
import type { Role } from '#shared/model/user.ts';
import { useRequest } from '../../api/requests.ts';

/** Whoever has signed in; undefined until that is known. What they may do is decided in the host, and only shown here. */
export function useMe(): Output<'people.me'> | undefined {
  return useRequest('people.me', {}).data;
}

/** Whether whoever has signed in has one of some roles. */
export function useHasRole(...roles: readonly Role[]): boolean {
  const me = useMe();
  return me !== undefined && roles.includes(me.role);
}
