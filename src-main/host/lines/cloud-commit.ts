import { awaitedFile } from '#host/archive/attachments.ts';
import type { CaptureDesk, CaptureResult } from '#host/archive/capture.ts';
import { openConnectorState, writeConnectorState } from '#host/archive/connector-state.ts';
import type { Writer } from '#host/archive/database.ts';
import type { Exclusions } from '#host/archive/exclusions.ts';
import { setPhone, type Line } from '#host/archive/lines.ts';
import type { Remainder } from '#host/archive/webhooks.ts';
import { fileChange, type FileToFetch } from '#host/connectors/whatsapp-cloud/media-queue.ts';
import { openPeople } from '#host/connectors/whatsapp-cloud/people.ts';
import type { Part } from '#host/connectors/whatsapp-cloud/reading.ts';
import { recordsOf, type CloudRecord } from '#host/connectors/whatsapp-cloud/records.ts';
import type { CapturedRecord } from '#shared/model/capture.ts';
import { nameOf } from '#shared/model/exclusion.ts';

export interface CommitOptions {
  readonly writer: Writer;
  readonly capture: CaptureDesk;
  /** Private contacts stay private under each of their names. */
  readonly exclusions: Pick<Exclusions, 'any' | 'learn'>;
  readonly now: () => number;
  /** What a line wrote was written by its employee. */
  readonly signed: (record: CapturedRecord, employee: string) => CapturedRecord;
}

/** What one line got of a webhook. */
export interface LineDelivery {
  readonly line: Line;
  readonly records: readonly CapturedRecord[];
  readonly result: CaptureResult;
}

/** What was made of a line's parts of a webhook. */
export interface CommittedParts {
  readonly delivery: LineDelivery;
  /** The JSON objects that records were read from, and those that the line's notice or a private contact refused. */
  readonly stored: readonly object[];
  readonly refused: readonly object[];
  /** What names no chat, or says nothing that is known. */
  readonly unreadable: readonly Remainder[];
}

/** Commits what a webhook that came then tells about a line that is captured; inside a transaction of the caller's. */
export function commitParts(
  line: Line,
  parts: readonly Part[],
  { receivedAt, provenAt }: { readonly receivedAt: number; readonly provenAt: number | null },
  { writer, capture, exclusions, signed }: CommitOptions,
): CommittedParts {
  const people = openPeople(openConnectorState(writer, line.id));
  const made: CloudRecord[] = [];
  const unread: Remainder[] = [];
  for (const part of parts) {
    const read = recordsOf(part, people, receivedAt);
    made.push(...read.records);
    unread.push(...unreadable(read.unreadable, part.phoneNumberId));
    if (part.ownNumber) setPhone(writer, line.id, `+${part.ownNumber}`, receivedAt);
  }
  if (exclusions.any(line.id)) {
    for (const identities of people.met()) exclusions.learn(line.id, identities.map(nameOf));
  }
  const records = made.map(({ record }) => signed(record, line.employee));
  const result = capture.commit({ lineId: line.id, live: true, provenAt }, records);
  const known = keysOf(records, result);
  writeConnectorState(writer, line.id, [
    ...people.changes().filter(({ value }) => known.has(Buffer.from(value ?? []).toString())),
    ...filesOf(writer, made, result, receivedAt).map(fileChange),
  ]);
  const refused = sourcesOf(made, result, true);
  if (refused.length > 0) refused.push(...parts.flatMap(({ people: named }) => named.map(sourceOf)));
  return {
    delivery: { line, records, result },
    stored: sourcesOf(made, result, false),
    refused,
    unreadable: unread,
  };
}

/** Whom the line's records are about, apart from those of whom nothing may be kept. */
function keysOf(records: readonly CapturedRecord[], { committed }: CaptureResult): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const [index, record] of records.entries()) {
    if (record.type === 'person' || committed[index]?.refused === true) continue;
    keys.add(record.conversation.key);
    if ('sender' in record && record.sender !== null) keys.add(record.sender.key);
  }
  return keys;
}

const sourceOf = ({ source }: { readonly source: object }): object => source;

/** What the records were read from that the line's notice refused, or the others. */
function sourcesOf(made: readonly CloudRecord[], { committed }: CaptureResult, isRefused: boolean): object[] {
  return made
    .filter((_record, index) => (committed[index]?.refused === true) === isRefused)
    .flatMap(({ sources }) => sources);
}

/** The files that the archive still waits for, under the keys that their messages have there. */
function filesOf(
  writer: Writer,
  made: readonly CloudRecord[],
  { committed }: CaptureResult,
  since: number,
): FileToFetch[] {
  return made.flatMap(({ media }, index) => {
    const messageId = committed[index]?.messageId ?? null;
    if (media === null || media.id === null || messageId === null) return [];
    const awaited = awaitedFile(writer, messageId);
    return awaited ? [{ ...awaited, mediaId: media.id, sha256: media.sha256, since }] : [];
  });
}

/** Parts of a webhook that can't be read. */
export function unreadable(count: number, phoneNumberId: string | null): Remainder[] {
  return Array.from({ length: count }, () => ({ reason: 'unreadable', phoneNumberId }));
}
