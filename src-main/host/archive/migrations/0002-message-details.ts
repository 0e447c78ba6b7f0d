/** What a message carries beside its text (what it quotes, a poll's options, an order), as JSON; null for plain words. */
export const messageDetails = /* sql */ `
alter table messages add column details text;
`;
