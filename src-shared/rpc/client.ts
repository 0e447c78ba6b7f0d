import type { Input, Method, Output } from '../contract/contract.ts';
import { AtalayaError } from '../errors.ts';
import type { Reply } from './frames.ts';

/** How a client reaches what serves it. */
export interface Transport {
  request(id: number, method: string, input: unknown): Promise<Reply>;
  cancel(id: number): void;
}

/** Typed requests over any transport. */
export interface Client {
  /** Resolves with the method's output; rejects with an AtalayaError. An abort cancels the work where it is done. */
  request<M extends Method>(method: M, input: Input<M>, signal?: AbortSignal): Promise<Output<M>>;
}

/** Makes the typed client of a transport. */
export function createClient(transport: Transport): Client {
  let lastId = 0;
  return {
    async request<M extends Method>(method: M, input: Input<M>, signal?: AbortSignal): Promise<Output<M>> {
      if (signal?.aborted) throw new AtalayaError('cancelled');
      lastId += 1;
      const id = lastId;
      const cancel = () => transport.cancel(id);
      signal?.addEventListener('abort', cancel, { once: true });
      try {
        const reply = await transport.request(id, method, input);
        if (!reply.ok) throw new AtalayaError(reply.error.code, reply.error.data);
        // The serving side answers by the same contract; its test server parses every output.
        return reply.value as Output<M>;
      } finally {
        signal?.removeEventListener('abort', cancel);
      }
    },
  };
}
