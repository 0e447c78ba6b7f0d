/** Which of day, month and year comes first in a chat export's dates. */
export const dateOrders = ['dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof dateOrders)[number];

export const exportPlatforms = ['android', 'ios'] as const;
export type ExportPlatform = (typeof exportPlatforms)[number];

/** What a zip whose end is missing lacks: files that were sent (`files`), or the end of the chat itself as well (`text`). */
export const exportDamages = ['files', 'text'] as const;
export type ExportDamage = (typeof exportDamages)[number];
