import type { HostEvent } from '../contract/contract.ts';
import type { Reply } from './frames.ts';

/** What the preload script hands to the window, as `window.atalaya`: one forwarder and nothing else. */
export interface Bridge {
  /** `id` is the window's own number for the request, with which it can be cancelled. */
  request(id: number, method: string, input: unknown): Promise<Reply>;
  cancel(id: number): void;
  /** Returns how to stop listening. */
  onEvent(listener: (event: HostEvent) => void): () => void;
  /** Turns files that a person dropped on the window into tokens (`ChosenFile[]`); a path never reaches the window. */
  acceptDropped(files: readonly File[]): Promise<Reply>;
}
