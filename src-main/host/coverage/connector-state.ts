import type { ConnectionSign, LinkedDeviceStatus } from '#host/connectors/whatsapp-linked/contract.ts';
import type { GapCause } from '#shared/model/coverage.ts';
import type { ConnectorState } from './line-track.ts';

type Ended = Extract<ConnectionSign, { type: 'ended' }>;

/** What a device's status means for coverage, given how its last connection ended; null when it changes nothing. */
export function connectorState(status: LinkedDeviceStatus, ended: Ended | null): ConnectorState | null {
  switch (status.state) {
    case 'connected':
      return { type: 'connected' };
    case 'reconnecting': {
      const cause =
        status.error === null ? causeOf(ended) : status.error.code === 'disk-full' ? 'disk-full' : 'failed';
      return { type: 'lost', cause, isDeaf: ended?.by === 'silence' };
    }
    case 'logged-out':
    case 'replaced':
    case 'banned':
    case 'failed':
      return { type: 'stopped', cause: status.state };
    case 'unlinked':
    case 'linking':
    case 'linked':
    case 'connecting':
      return null;
  }
}

/** A server that answers and says no is another thing than none that can be reached. */
function causeOf(ended: Ended | null): GapCause {
  return ended?.by === 'refusal' ? 'refused' : 'network';
}
