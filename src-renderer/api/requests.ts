import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { Input, Method, Output } from '#shared/contract/contract.ts';
import type { AtalayaError } from '#shared/errors.ts';
import { client } from './client.ts';

/** How a read behaves in the window. */
export interface RequestOptions {
  /** False while its input is not known yet. */
  readonly enabled?: boolean;
  /** Show the answer to the input before while the new one is on its way. */
  readonly keepPrevious?: boolean;
}

/** Reads a method; asks again when a host event says that its answer changed. Superseded reads are cancelled. */
export function useRequest<M extends Method>(
  method: M,
  input: Input<M>,
  options: RequestOptions = {},
): UseQueryResult<Output<M>, AtalayaError> {
  const { enabled = true, keepPrevious = false } = options;
  return useQuery<Output<M>, AtalayaError>({
    queryKey: [method, input],
    queryFn: ({ signal }) => client.request(method, input, signal),
    enabled,
    ...(keepPrevious && { placeholderData: keepPreviousData }),
  });
}

/** Reads one method for several inputs; the answers come in the order of the inputs. */
export function useRequests<M extends Method>(
  method: M,
  inputs: readonly Input<M>[],
): readonly UseQueryResult<Output<M>, AtalayaError>[] {
  return useQueries({
    queries: inputs.map((input) => ({
      queryKey: [method, input],
      queryFn: ({ signal }: { signal: AbortSignal }) => client.request(method, input, signal),
    })),
  });
}

/** Methods that answer in pages: a cursor goes in, the next one comes out. */
export type PagedMethod = {
  [M in Method]: Input<M> extends { cursor: string | null }
    ? Output<M> extends { next: string | null }
      ? M
      : never
    : never;
}[Method];

/** Reads a method page by page, newest page first in `data.pages`. */
export function usePagedRequest<M extends PagedMethod>(
  method: M,
  input: Omit<Input<M>, 'cursor'>,
  options: RequestOptions = {},
): UseInfiniteQueryResult<InfiniteData<Output<M>>, AtalayaError> {
  const { enabled = true, keepPrevious = false } = options;
  return useInfiniteQuery<
    Output<M>,
    AtalayaError,
    InfiniteData<Output<M>>,
    readonly unknown[],
    string | null
  >({
    queryKey: [method, input],
    queryFn: ({ pageParam, signal }) =>
      client.request(method, { ...input, cursor: pageParam } as unknown as Input<M>, signal),
    initialPageParam: null,
    getNextPageParam: (page) => page.next,
    enabled,
    ...(keepPrevious && { placeholderData: keepPreviousData }),
  });
}

/** Asks the host or the shell to do something. `mutateAsync` rejects with an AtalayaError. */
export function useAction<M extends Method>(method: M): UseMutationResult<Output<M>, AtalayaError, Input<M>> {
  return useMutation<Output<M>, AtalayaError, Input<M>>({
    mutationFn: (input) => client.request(method, input),
  });
}
