import { z } from 'zod';
import { advertisementView, messageSubject } from '#shared/contract/details.ts';
import { missingReasons } from '#shared/model/attachment.ts';
import { eventKinds, memberStates } from '#shared/model/capture.ts';
import { identityKinds, nameKinds } from '#shared/model/contact.ts';
import { gapCauses, gapStates } from '#shared/model/coverage.ts';
import type { ExportRecord } from '#shared/model/export-record.ts';
import { connectorTypes } from '#shared/model/line.ts';
import { noticeWays } from '#shared/model/line-notice.ts';
import { conversationKinds, directions, messageKinds } from '#shared/model/message.ts';
import { severities } from '#shared/model/policy.ts';

/*
 * The records of an export as JSON: what the JSON Lines file holds, what its schema says, and how an export is read
 * again. The descriptions go into the schema that each export carries.
 */

const time = z.int().describe('Milliseconds since 1970-01-01T00:00:00Z.');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const person = z.strictObject({
  id: z.string().describe('The same wherever the same person appears in this export.'),
  name: z.string().describe('What they were called at that time.'),
});

const gapFact = {
  id: z.int(),
  from: time,
  to: time.nullable().describe('Null while it lasts.'),
  causes: z.array(z.enum(gapCauses)).readonly().describe('What lasted longest first.'),
  state: z.enum(gapStates).describe('Whether what was sent meanwhile can be shown to have arrived later.'),
  messages: z.int().nullable().describe('Messages of that time on the whole line that arrived later.'),
};

const line = z
  .strictObject({
    type: z.literal('line'),
    id: z.int(),
    name: z.string(),
    employee: z.string().describe('Who has the line at the time of the export.'),
    team: z.string().nullable(),
    phone: z.string().nullable(),
    connector: z.enum(connectorTypes),
    coveredSince: time.nullable().describe('First link; null where only exported chats were imported.'),
    notices: z
      .array(
        z.strictObject({
          employee: z.string(),
          how: z.enum(noticeWays),
          givenAt: time,
          recordedAt: time,
          recordedBy: z.string().nullable(),
          textSha256: sha256.nullable().describe('Of the text that was accepted.'),
          paperSha256: sha256.nullable().describe('Of the signed paper.'),
          reason: z.string().nullable(),
        }),
      )
      .readonly()
      .describe('That employees were told of the supervision, oldest first.'),
    gaps: z.array(z.strictObject(gapFact)).readonly().describe('When it was not captured within the period.'),
  })
  .describe('A company line. Lines come first.');

const conversation = z
  .strictObject({
    type: z.literal('conversation'),
    id: z.int(),
    lineId: z.int(),
    kind: z.enum(conversationKinds),
    title: z.string(),
    keys: z.array(z.string()).readonly().describe('How its sources name it.'),
    participants: z
      .array(
        z.strictObject({
          id: z.string(),
          name: z.string().describe('What they are called at the time of the export.'),
          isLine: z.boolean().describe('Wrote as the company line.'),
          identities: z.array(z.strictObject({ kind: z.enum(identityKinds), value: z.string() })).readonly(),
          names: z
            .array(z.strictObject({ kind: z.enum(nameKinds), name: z.string().nullable(), at: time }))
            .readonly()
            .describe('All that they were called, oldest first; null takes a name back.'),
        }),
      )
      .readonly(),
    messages: z.int().describe('Of this conversation in this export.'),
    firstAt: time,
    lastAt: time,
  })
  .describe('The beginning of a conversation. What follows belongs to it, in the order of time.');

const message = z
  .strictObject({
    type: z.literal('message'),
    id: z.int().describe('In the archive.'),
    number: z.int().describe('In this export, from 1.'),
    conversationId: z.int(),
    key: z.string().describe('How its source names it.'),
    sentAt: time,
    capturedAt: time,
    direction: z.enum(directions).nullable().describe('Seen from the line; null for notices of WhatsApp.'),
    sender: person.nullable(),
    kind: z.enum(messageKinds),
    text: z.string().describe('The original. Edits are among the events.'),
    source: z.enum(['live', 'export']).describe('From the line itself, or from a chat exported by a phone.'),
    deletedBefore: z.boolean().describe('Deleted by its sender before it was captured.'),
    editedBefore: z.boolean(),
    suspicious: z.boolean().describe('Contains what looks like the heading of another message.'),
    quote: z
      .strictObject({
        messageId: z.int().nullable(),
        author: z.string().nullable(),
        fromLine: z.boolean(),
        kind: z.enum(messageKinds),
        text: z.string(),
        place: z.enum(['here', 'elsewhere', 'status']),
        isComment: z.boolean(),
      })
      .nullable()
      .describe('What it answers, as its sender’s phone quoted it.'),
    forwarded: z.enum(['once', 'often']).nullable(),
    advertisement: advertisementView.nullable(),
    subject: messageSubject.nullable().describe('What it holds beside its text, by type.'),
    attachment: z
      .strictObject({
        name: z.string().nullable().describe('As its sender’s phone named it; not safe as a file name.'),
        mime: z.string().nullable(),
        size: z.int().nullable(),
        sha256: sha256.nullable(),
        seconds: z.number().nullable(),
        missing: z.enum(missingReasons).nullable().describe('Why it is not in the archive.'),
        path: z.string().nullable().describe('Where it lies in this export.'),
      })
      .nullable(),
    events: z
      .array(
        z.strictObject({
          event: z.enum(eventKinds),
          at: time,
          person: person.nullable(),
          text: z
            .string()
            .describe(
              'edit: the new text. reaction: the emoji, empty takes it back. vote: a JSON array of all that the person has chosen now. response: going, maybe or not-going. pin, keep: on or off. receipt: sent, delivered, read, played or failed. location: latitude and longitude. call-end: how it ended and, after a space, its seconds. sealed: which event came that cannot be decrypted.',
            ),
        }),
      )
      .readonly()
      .describe('What happened to it, oldest first; nothing of it changes the original.'),
    flags: z
      .array(
        z.strictObject({
          policy: z.string(),
          version: z.int(),
          severity: z.enum(severities),
          decided: z.boolean(),
        }),
      )
      .readonly()
      .describe('Empty unless the export was asked to show them.'),
  })
  .describe('A message: the original with all that happened to it.');

const member = z
  .strictObject({
    type: z.literal('member'),
    conversationId: z.int(),
    at: time,
    person,
    state: z.enum(memberStates).describe('What they were from then on.'),
    told: z
      .enum(['change', 'role', 'present', 'everybody'])
      .describe('change: joined or left then. role: got another role. Otherwise it was learned then.'),
  })
  .describe('Somebody’s part in a group.');

const gap = z
  .strictObject({ type: z.literal('gap'), conversationId: z.int(), ...gapFact })
  .describe('Here the line of the conversation was not captured.');

/** One record of an export. */
export const exportRecord = z.discriminatedUnion('type', [
  line,
  conversation,
  message,
  member,
  gap,
]) satisfies z.ZodType<ExportRecord>;

/** The JSON Schema of a line of the JSON Lines file. */
export function recordJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(exportRecord), null, 2)}\n`;
}
