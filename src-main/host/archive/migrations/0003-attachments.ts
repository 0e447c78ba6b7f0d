/**
 * Attachments know their line, so that what is missing can be counted and fetched again by line, and keep what their
 * message says about the file (`MediaDetails` as JSON).
 */
export const attachmentsByLine = /* sql */ `
alter table attachments add column line_id integer references lines (id);
alter table attachments add column details text;
update attachments set line_id = (
  select c.line_id from messages m join conversations c on c.id = m.conversation_id where m.id = message_id);
create index attachments_by_line on attachments (line_id, missing);
`;
