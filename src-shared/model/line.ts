/** How a line's messages come in. */
export const connectorTypes = ['linked-device', 'chat-export'] as const;
export type ConnectorType = (typeof connectorTypes)[number];

/**
 * What a line's connector is doing. `stopped`: linked, but capture is not running. `replaced`: another program
 * took this companion's place. `failed`: it gave up; a person has to look.
 */
export const lineStates = [
  'unlinked',
  'linking',
  'connecting',
  'connected',
  'reconnecting',
  'stopped',
  'logged-out',
  'replaced',
  'banned',
  'failed',
] as const;
export type LineState = (typeof lineStates)[number];
