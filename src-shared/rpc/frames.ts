import type { ErrorCode, ErrorData } from '../errors.ts';

/** An answer: nothing is thrown across a process boundary. */
export type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: { readonly code: ErrorCode; readonly data: ErrorData } };

/** What goes to the process that serves. */
export type RequestFrame =
  | { readonly t: 'request'; readonly id: number; readonly method: string; readonly input: unknown }
  | { readonly t: 'cancel'; readonly id: number };
