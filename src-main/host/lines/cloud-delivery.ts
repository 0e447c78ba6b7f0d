import { awaitedFile } from '#host/archive/attachments.ts';
import type { CaptureDesk, CaptureResult } from '#host/archive/capture.ts';
import { listCloudAccounts, noteWebhook, type CloudAccount } from '#host/archive/cloud-accounts.ts';
import { openConnectorState, writeConnectorState } from '#host/archive/connector-state.ts';
import type { Writer } from '#host/archive/database.ts';
import type { Exclusions } from '#host/archive/exclusions.ts';
import { getLine, setPhone, type Line } from '#host/archive/lines.ts';
import {
  addPlatformEvents,
  storeWebhook,
  type PlatformEvent,
  type Remainder,
} from '#host/archive/webhooks.ts';
import { fileChange, type FileToFetch } from '#host/connectors/whatsapp-cloud/media-queue.ts';
import { openPeople } from '#host/connectors/whatsapp-cloud/people.ts';
import { bodyWithout, readWebhook, type Part } from '#host/connectors/whatsapp-cloud/reading.ts';
import { recordsOf, type CloudRecord } from '#host/connectors/whatsapp-cloud/records.ts';
import type { CapturedRecord } from '#shared/model/capture.ts';
import { nameOf } from '#shared/model/exclusion.ts';

export interface DeliveryOptions {
  readonly writer: Writer;
  readonly capture: CaptureDesk;
  /** Private contacts stay private under each of their names. */
  readonly exclusions: Pick<Exclusions, 'any' | 'learn'>;
  readonly now: () => number;
  /** Whether a line is captured now, was paused by a person, or has no notice on record. */
  readonly standing: (line: Line) => 'captured' | 'paused' | 'no-notice';
  /** Up to when a line's capture is proven, as something of it is about to be stored. */
  readonly provenAt: (lineId: number) => number | null;
  /** What a line wrote was written by its employee. */
  readonly signed: (record: CapturedRecord, employee: string) => CapturedRecord;
}

/** What one line got of a webhook. */
export interface LineDelivery {
  readonly line: Line;
  readonly records: readonly CapturedRecord[];
  readonly result: CaptureResult;
}

/** What became of a webhook. */
export interface Delivery {
  /** Something of it has to come again later: its line is paused. */
  readonly later: boolean;
  readonly lines: readonly LineDelivery[];
}

interface Routed {
  readonly line: Line;
  readonly parts: Part[];
}

/**
 * Stores a webhook's body, and the records that are in it, of the lines that its signers may write to; one
 * transaction. Throws when nothing could be stored.
 */
export function deliverWebhook(
  body: Uint8Array,
  appSecrets: ReadonlySet<string>,
  { writer, capture, exclusions, now, standing, provenAt, signed }: DeliveryOptions,
): Delivery {
  const receivedAt = now();
  const reading = readWebhook(body);
  const byNumber = new Map<string, CloudAccount>();
  for (const account of listCloudAccounts(writer)) {
    if (appSecrets.has(account.app_secret)) byNumber.set(account.phone_number_id, account);
  }
  return capture.together(() => {
    const remainders: Remainder[] = unreadable(reading.unreadable, null);
    const notes: PlatformEvent[] = [];
    const routed = new Map<number, Routed>();
    const left = new Set<object>();
    let later = false;
    for (const part of reading.parts) {
      const { phoneNumberId } = part;
      const account = phoneNumberId === null ? undefined : byNumber.get(phoneNumberId);
      if (account !== undefined) {
        const line = getLine(writer, account.line_id);
        const stands = standing(line);
        if (stands === 'captured') {
          const known = routed.get(line.id);
          if (known === undefined) routed.set(line.id, { line, parts: [part] });
          else known.parts.push(part);
        } else {
          later ||= stands === 'paused';
          left.add(part.source);
          continue;
        }
      } else {
        for (const _update of part.updates) remainders.push({ reason: 'unrouted', phoneNumberId });
      }
      remainders.push(...unreadable(part.unreadable, phoneNumberId));
      for (const { field, at, value } of part.notes) {
        notes.push({ wabaId: part.wabaId, phoneNumberId, field, at: at ?? receivedAt, value });
      }
    }
    const lines: LineDelivery[] = [];
    const stored = new Set<object>();
    for (const { line, parts } of routed.values()) {
      const people = openPeople(openConnectorState(writer, line.id));
      const made: CloudRecord[] = [];
      for (const part of parts) {
        const read = recordsOf(part, people, receivedAt);
        made.push(...read.records);
        remainders.push(...unreadable(read.unreadable, part.phoneNumberId));
        if (part.ownNumber) setPhone(writer, line.id, `+${part.ownNumber}`);
      }
      if (exclusions.any(line.id)) {
        for (const identities of people.met()) exclusions.learn(line.id, identities.map(nameOf));
      }
      const records = made.map(({ record }) => signed(record, line.employee));
      const result = capture.commit({ lineId: line.id, live: true, provenAt: provenAt(line.id) }, records);
      const known = keysOf(records, result);
      writeConnectorState(writer, line.id, [
        ...people.changes().filter(({ value }) => known.has(Buffer.from(value ?? []).toString())),
        ...filesOf(writer, made, result, receivedAt).map(fileChange),
      ]);
      noteWebhook(writer, line.id, receivedAt);
      for (const source of sourcesOf(made, result, false)) stored.add(source);
      const refused = sourcesOf(made, result, true);
      if (refused.length > 0) refused.push(...parts.flatMap(({ people: named }) => named.map(sourceOf)));
      for (const source of refused) if (!stored.has(source)) left.add(source);
      lines.push({ line, records, result });
    }
    const isKept = left.size === 0 || stored.size > 0 || notes.length > 0 || remainders.length > 0;
    if (isKept) {
      const kept = left.size === 0 ? body : bodyWithout(reading.json, left);
      const { id } = storeWebhook(writer, kept, remainders, receivedAt);
      addPlatformEvents(writer, id, notes, receivedAt);
    }
    return { later, lines };
  });
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

function unreadable(count: number, phoneNumberId: string | null): Remainder[] {
  return Array.from({ length: count }, () => ({ reason: 'unreadable', phoneNumberId }));
}
