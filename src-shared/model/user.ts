/** The user who made the workspace, and whose passphrase opened it before there were others. */
export const firstUserId = 1;
