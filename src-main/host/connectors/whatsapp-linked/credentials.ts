import { type AuthenticationCreds, BufferJSON, initAuthCreds } from '@whiskeysockets/baileys';
import type { ConnectorState, ConnectorStateChange } from '../connector.ts';

const place = { category: 'credentials', id: 'device' } as const;

/** A device that has not been linked: fresh keys, kept nowhere until a phone accepts them. */
export const newCredentials = (): AuthenticationCreds => initAuthCreds();

/** Whether a phone has accepted the device; a number alone is there as soon as a code was asked for. */
export const isPaired = ({ me, account }: AuthenticationCreds): boolean =>
  Boolean(me?.id && (account ?? me.lid));

/** The credentials of the linked device, or null when no phone has accepted one. */
export function readCredentials(state: ConnectorState): AuthenticationCreds | null {
  const bytes = state.read(place.category, [place.id]).get(place.id);
  if (!bytes) return null;
  // Written by credentialsChange from Baileys' own object.
  return JSON.parse(Buffer.from(bytes).toString(), BufferJSON.reviver) as AuthenticationCreds;
}

export function credentialsChange(credentials: AuthenticationCreds): ConnectorStateChange {
  return { ...place, value: Buffer.from(JSON.stringify(credentials, BufferJSON.replacer)) };
}

/** That there is no device (any more). */
export const noCredentials: ConnectorStateChange = { ...place, value: null };
