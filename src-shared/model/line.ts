/** How a line's messages come in. */
export const connectorTypes = ['linked-device', 'cloud-api', 'chat-export'] as const;
export type ConnectorType = (typeof connectorTypes)[number];

/**
 * What a line's connector is doing. `listening`: its webhook is served, but nothing came that proves the way there
 * lately. `stopped`: linked, but capture is not running. `replaced`: another program
 * took this companion's place. `failed`: it gave up; a person has to look.
 */
export const lineStates = [
  'unlinked',
  'linking',
  'connecting',
  'connected',
  'reconnecting',
  'listening',
  'stopped',
  'logged-out',
  'replaced',
  'banned',
  'failed',
] as const;
export type LineState = (typeof lineStates)[number];
