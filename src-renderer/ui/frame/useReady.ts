import { useEffect } from 'react';
import { client } from '../../api/client.ts';
import type { Input } from '#shared/contract/contract.ts';

let isTold = false;

/** Tells the shell, once in the window's life, that this screen has been painted and can be used. */
export function useReady(screen: Input<'shell.ready'>['screen'], isThere = true): void {
  useEffect(() => {
    if (!isThere || isTold) return;
    isTold = true;
    // The second frame begins when the first has been painted.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        client.request('shell.ready', { screen }).catch(() => undefined);
      }),
    );
  }, [screen, isThere]);
}
