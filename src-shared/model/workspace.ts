/** The languages of the interface, of the starter policies and of the notices. */
export const languages = ['es', 'pt-BR', 'en'] as const;
export type Language = (typeof languages)[number];

/** `missing`: no archive in the folder yet. `locked`: there is one, and nobody has given its passphrase here. */
export const workspaceStates = ['missing', 'locked', 'unlocked'] as const;
