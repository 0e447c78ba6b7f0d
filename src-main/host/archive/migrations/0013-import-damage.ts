/** What an imported file lacked because its end was missing: files that were sent, or the end of the chat as well. */
export const importDamage = /* sql */ `
alter table import_files add column damage text;
`;
