import { parseJson } from './json.ts';
import {
  wireBookEntry,
  wireCall,
  wireChange,
  wireContact,
  wireEntry,
  wireHistory,
  wireMessage,
  wireStatus,
  wireThread,
  wireValue,
  wireWebhook,
  type WireCall,
  type WireContact,
  type WireLists,
  type WireMessage,
  type WireStatus,
} from './wire.ts';

/** One thing that a webhook tells about a line. `source` is the JSON object that it was read from. */
export type Update =
  | {
      readonly type: 'message';
      readonly source: object;
      readonly message: WireMessage;
      /** The line wrote it, on the phone or elsewhere. */
      readonly echo: boolean;
      /** The other side, where a thread of history says so. */
      readonly thread: string | null;
      readonly past: boolean;
    }
  | { readonly type: 'status'; readonly source: object; readonly status: WireStatus }
  | { readonly type: 'call'; readonly source: object; readonly call: WireCall }
  /** A name in the address book of the phone. */
  | {
      readonly type: 'book-entry';
      readonly source: object;
      readonly phone: string | null;
      readonly bsuid: string | null;
      readonly username: string | null;
      /** '' when it was taken out of the book. */
      readonly name: string;
      readonly at: number | null;
    };

/** A person as a webhook introduces them, with the JSON object that says so. */
export interface Introduced {
  readonly source: object;
  readonly contact: WireContact;
}

/** Something that the platform says about an account, a number or a template. */
export interface PlatformNote {
  readonly field: string;
  /** UTC milliseconds; null when it does not say. */
  readonly at: number | null;
  /** Its JSON. */
  readonly value: string;
}

/** What one change of a webhook tells. */
export interface Part {
  /** The JSON object that it was read from. */
  readonly source: object;
  readonly wabaId: string;
  /** Whose it is; null for what concerns the whole account. */
  readonly phoneNumberId: string | null;
  /** The line's own number in digits, when it says so. */
  readonly ownNumber: string | null;
  readonly people: readonly Introduced[];
  readonly updates: readonly Update[];
  readonly notes: readonly PlatformNote[];
  /** How many elements are no update that can be read. */
  readonly unreadable: number;
}

/** A webhook's body as it was understood. */
export interface Reading {
  /** Its JSON; undefined when it is none. */
  readonly json: unknown;
  readonly parts: readonly Part[];
  /** How much is nothing that can be read, beside what the parts count. */
  readonly unreadable: number;
}

const longestNote = 64 * 1024;

/** Reads a webhook's body. What cannot be read is counted: the bytes are kept by whoever asked. */
export function readWebhook(body: Uint8Array): Reading {
  const json = parseJson(body);
  const webhook = wireWebhook.safeParse(json);
  if (!webhook.success) return { json, parts: [], unreadable: 1 };
  const parts: Part[] = [];
  let unreadable = webhook.data.entry.length === 0 ? 1 : 0;
  for (const each of webhook.data.entry) {
    const entry = wireEntry.safeParse(each);
    const changes = entry.success ? (entry.data.changes ?? []) : [];
    if (!entry.success || changes.length === 0) {
      unreadable += 1;
      continue;
    }
    for (const source of changes) {
      const change = wireChange.safeParse(source);
      if (isObject(source) && change.success && isObject(change.data.value)) {
        const { id, time } = entry.data;
        parts.push({
          source,
          ...readChange(id ?? '', time ?? null, change.data.field ?? '', change.data.value),
        });
      } else unreadable += 1;
    }
  }
  return { json, parts, unreadable };
}

/** A body's JSON without the objects that are not to be kept, wherever they stand in a list. */
export function bodyWithout(json: unknown, left: ReadonlySet<object>): Buffer {
  return Buffer.from(
    JSON.stringify(json, (_key, value: unknown) =>
      Array.isArray(value) ? value.filter((each) => !isObject(each) || !left.has(each)) : value,
    ),
  );
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The digits of a number as it is displayed. */
export const digitsOf = (number: string): string => number.replaceAll(/\D/g, '');

function readChange(
  wabaId: string,
  time: number | null,
  field: string,
  source: object,
): Omit<Part, 'source'> {
  const value = wireValue.safeParse(source);
  const { metadata, standby, ...lists } = value.success ? value.data : {};
  const ownNumber = metadata?.display_phone_number ? digitsOf(metadata.display_phone_number) : null;
  const updates: Update[] = [];
  const notes: PlatformNote[] = [];
  let unreadable = 0;
  const read = <T>(
    values: readonly unknown[] | null | undefined,
    one: (source: unknown) => T | null,
  ): T[] => {
    const found: T[] = [];
    for (const each of values ?? []) {
      const result = one(each);
      if (result === null) unreadable += 1;
      else found.push(result);
    }
    return found;
  };
  const people: Introduced[] = [];
  const past = field === 'history';
  const message = (echo: boolean, thread: string | null) => (source: unknown) =>
    readMessage(source, { echo, thread, past, ownNumber });
  for (const list of [lists, standby]) {
    if (!list) continue;
    people.push(...read(list.contacts, readContact));
    updates.push(...read(list.messages, message(false, null)));
    updates.push(...read(list.message_echoes, message(true, null)));
    updates.push(...read(list.statuses, readStatus));
    updates.push(...read(list.state_sync, readBookEntry));
    updates.push(...read(list.calls, readCall));
    for (const { note, threads } of read(list.history, readHistory)) {
      if (note !== null)
        notes.push({ field: 'history', at: time === null ? null : time * 1000, value: note });
      for (const { id, messages } of read(threads, readThread)) {
        updates.push(...read(messages, message(false, id)));
      }
    }
  }
  if (!holdsUpdates(lists) && !holdsUpdates(standby ?? {})) {
    const json = JSON.stringify(source);
    if (json.length <= longestNote)
      notes.push({ field, at: time === null ? null : time * 1000, value: json.toWellFormed() });
    else unreadable += 1;
  }
  return {
    wabaId,
    phoneNumberId: metadata?.phone_number_id ?? null,
    ownNumber,
    people,
    updates,
    notes,
    unreadable,
  };
}

function holdsUpdates(lists: Partial<WireLists>): boolean {
  const { messages, statuses, message_echoes, history, state_sync, calls } = lists;
  return [messages, statuses, message_echoes, history, state_sync, calls].some(
    (list) => (list ?? []).length > 0,
  );
}

interface Circumstances {
  readonly echo: boolean;
  readonly thread: string | null;
  readonly past: boolean;
  readonly ownNumber: string | null;
}

function readMessage(source: unknown, circumstances: Circumstances): Update | null {
  const message = wireMessage.safeParse(source);
  if (!message.success || !isObject(source)) return null;
  const { from, history_context: context } = message.data;
  const { echo, thread, past, ownNumber } = circumstances;
  const isOwn = ownNumber !== null && from != null && digitsOf(from) === ownNumber;
  return {
    type: 'message',
    source,
    message: message.data,
    echo: echo || context?.from_me === true || isOwn,
    thread,
    past,
  };
}

function readStatus(source: unknown): Update | null {
  const status = wireStatus.safeParse(source);
  return status.success && isObject(source) ? { type: 'status', source, status: status.data } : null;
}

function readCall(source: unknown): Update | null {
  const call = wireCall.safeParse(source);
  return call.success && isObject(source) ? { type: 'call', source, call: call.data } : null;
}

function readContact(source: unknown): Introduced | null {
  const contact = wireContact.safeParse(source);
  return contact.success && isObject(source) ? { source, contact: contact.data } : null;
}

function readBookEntry(source: unknown): Update | null {
  const entry = wireBookEntry.safeParse(source);
  if (!entry.success || !isObject(source)) return null;
  const { contact, metadata } = entry.data;
  return {
    type: 'book-entry',
    source,
    phone: contact?.phone_number ?? null,
    bsuid: contact?.user_id ?? null,
    username: contact?.username ?? null,
    name: entry.data.action === 'remove' ? '' : (contact?.full_name ?? contact?.first_name ?? ''),
    at: metadata?.timestamp == null ? null : metadata.timestamp * 1000,
  };
}

function readThread(source: unknown): { id: string | null; messages: readonly unknown[] } | null {
  const thread = wireThread.safeParse(source);
  return thread.success ? { id: thread.data.id ?? null, messages: thread.data.messages ?? [] } : null;
}

/** A part of the past: its threads, and a note of how far it is or why there is none. */
function readHistory(source: unknown): { note: string | null; threads: readonly unknown[] } | null {
  const history = wireHistory.safeParse(source);
  if (!history.success) return null;
  const { metadata, errors, threads } = history.data;
  const note = metadata || errors ? JSON.stringify({ ...metadata, ...(errors && { errors }) }) : null;
  return { note, threads: threads ?? [] };
}
