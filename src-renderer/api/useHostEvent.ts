import { useEffect, useEffectEvent } from 'react';
import type { HostEvent } from '#shared/contract/contract.ts';

/** Listens to the host's events while the component is mounted; queries follow them by themselves. */
export function useHostEvent(listener: (event: HostEvent) => void): void {
  const onEvent = useEffectEvent(listener);
  useEffect(() => window.atalaya.onEvent((event) => onEvent(event)), []);
}
