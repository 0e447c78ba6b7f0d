/** Which of day, month and year comes first in a chat export's dates. */
export const dateOrders = ['dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof dateOrders)[number];

export const exportPlatforms = ['android', 'ios'] as const;
export type ExportPlatform = (typeof exportPlatforms)[number];
