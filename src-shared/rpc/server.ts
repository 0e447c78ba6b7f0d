import type { z } from 'zod';
import type { Access } from '../contract/access.ts';
import { AtalayaError } from '../errors.ts';
import type { Reply, RequestFrame } from './frames.ts';

interface MethodContract {
  readonly access: Access;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

/** One function for each method of a contract. */
export type Handlers<C extends Record<string, MethodContract>> = {
  readonly [M in keyof C]: (
    input: z.output<C[M]['input']>,
    signal: AbortSignal,
  ) => Promise<z.input<C[M]['output']>> | z.input<C[M]['output']>;
};

/** What a server needs from its surroundings. */
export interface ServerOptions {
  /** Throws an AtalayaError when whoever asks may not call a method with this access. */
  readonly authorise: (access: Access) => void | Promise<void>;
  /** Throws an AtalayaError when whoever asks may not ask about what the input names. */
  readonly confine?: (access: Access, input: unknown) => void;
  /** Told of every error that has no code of its own, with its cause. */
  readonly onUnexpected: (method: string, error: unknown) => void;
  /** Parse outputs as well: for tests, so that a schema can't rot. */
  readonly parseOutputs?: boolean;
}

/** Serves a contract: finds the method, checks the access, parses the input, turns what is thrown into a reply. */
export interface Server {
  /** Answers a request; null for a frame that wants no answer. */
  handle(frame: RequestFrame): Promise<Reply | null>;
  /** Cancels everything under way. */
  close(): void;
}

/** Makes a server of handlers. */
export function createServer<C extends Record<string, MethodContract>>(
  contract: C,
  handlers: Handlers<C>,
  options: ServerOptions,
): Server {
  const running = new Map<number, AbortController>();

  async function serve(method: string, input: unknown, signal: AbortSignal): Promise<unknown> {
    if (!Object.hasOwn(contract, method)) throw new AtalayaError('unknown-method');
    const definition = contract[method];
    const handler: ((input: never, signal: AbortSignal) => unknown) | undefined = handlers[method];
    if (definition === undefined || handler === undefined) throw new AtalayaError('unknown-method');
    await options.authorise(definition.access);
    const parsed = definition.input.safeParse(input);
    if (!parsed.success) throw new AtalayaError('invalid-request', {}, { cause: parsed.error });
    options.confine?.(definition.access, parsed.data);
    const output = await handler(parsed.data as never, signal);
    if (signal.aborted) throw new AtalayaError('cancelled');
    return options.parseOutputs ? definition.output.parse(output) : output;
  }

  return {
    async handle(frame) {
      if (frame.t === 'cancel') {
        running.get(frame.id)?.abort();
        return null;
      }
      const controller = new AbortController();
      running.set(frame.id, controller);
      try {
        return { ok: true, value: await serve(frame.method, frame.input, controller.signal) };
      } catch (error) {
        if (controller.signal.aborted) return { ok: false, error: { code: 'cancelled', data: {} } };
        if (error instanceof AtalayaError)
          return { ok: false, error: { code: error.code, data: error.data } };
        options.onUnexpected(frame.method, error);
        return { ok: false, error: { code: 'internal', data: {} } };
      } finally {
        running.delete(frame.id);
      }
    },
    close() {
      for (const controller of running.values()) controller.abort();
      running.clear();
    },
  };
}
