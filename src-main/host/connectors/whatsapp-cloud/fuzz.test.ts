import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConnectorState } from '../connector.ts';
import { openPeople } from './people.ts';
import { bodyWithout, readWebhook } from './reading.ts';
import { recordsOf } from './records.ts';

const nothingStored: ConnectorState = {
  read: () => new Map(),
  readAll: () => new Map(),
  readRange: () => new Map(),
  evidence: () => null,
  clear: () => undefined,
};

const types = [
  'text',
  'image',
  'audio',
  'document',
  'location',
  'contacts',
  'reaction',
  'button',
  'interactive',
  'order',
  'system',
  'edit',
  'revoke',
  'unsupported',
  'request_welcome',
  'media_placeholder',
];
const lists = ['messages', 'message_echoes', 'statuses', 'contacts', 'state_sync', 'calls'] as const;

const junk = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '\ud800',
    '\udfff\ud800',
    '\u0000',
    '\u202e',
    'x'.repeat(5_000),
    -1,
    1e300,
    null,
    true,
    [],
    {},
  ),
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.oneof({ weight: 3, arbitrary: value }, junk);

/** An update that has some fields right and others of any kind. */
const update = fc
  .record(
    {
      id: maybe(fc.constantFrom('wamid.a', 'wamid.b', 'wamid.c')),
      from: maybe(fc.constantFrom('5215511111111', '15550783881', 'MX.1')),
      to: maybe(fc.constantFrom('5215511111111', 'MX.1')),
      from_user_id: maybe(fc.constant('MX.1')),
      group_id: junk,
      timestamp: maybe(fc.constantFrom('1793500000', 1_793_500_000, '0', '-5', '9'.repeat(30))),
      type: maybe(fc.constantFrom(...types)),
      status: maybe(fc.constantFrom('sent', 'delivered', 'read', 'failed')),
      recipient_id: maybe(fc.constant('5215511111111')),
      text: maybe(fc.record({ body: maybe(fc.string()) })),
      image: maybe(fc.record({ id: maybe(fc.constant('1')), sha256: junk, caption: junk })),
      audio: maybe(fc.record({ id: maybe(fc.constant('2')), voice: junk })),
      document: maybe(fc.record({ id: junk, filename: junk, mime_type: junk })),
      location: maybe(fc.record({ latitude: junk, longitude: junk, name: junk })),
      contacts: maybe(fc.array(fc.record({ name: junk, phones: junk, emails: junk }), { maxLength: 3 })),
      reaction: maybe(fc.record({ message_id: maybe(fc.constant('wamid.a')), emoji: junk })),
      interactive: maybe(fc.record({ nfm_reply: fc.record({ response_json: maybe(fc.json()) }) })),
      order: maybe(
        fc.record({ product_items: maybe(fc.array(fc.record({ item_price: junk, quantity: junk }))) }),
      ),
      system: junk,
      edit: maybe(fc.record({ original_message_id: maybe(fc.constant('wamid.a')), message: junk })),
      revoke: maybe(fc.record({ original_message_id: maybe(fc.constant('wamid.a')) })),
      context: junk,
      referral: junk,
      errors: junk,
      wa_id: maybe(fc.constant('5215511111111')),
      profile: maybe(fc.record({ name: junk, username: junk })),
      contact: maybe(fc.record({ full_name: junk, phone_number: maybe(fc.constant('5215511111111')) })),
      ['__proto__']: junk,
      constructor: junk,
    },
    { requiredKeys: [] },
  )
  .map((fields): unknown => JSON.parse(JSON.stringify(fields)));

const value = fc.record(
  {
    metadata: maybe(
      fc.record({
        phone_number_id: maybe(fc.constant('1065')),
        display_phone_number: maybe(fc.constant('+1 555')),
      }),
    ),
    ...Object.fromEntries(lists.map((list) => [list, maybe(fc.array(maybe(update), { maxLength: 6 }))])),
    history: maybe(
      fc.array(
        fc.record({
          metadata: junk,
          threads: maybe(
            fc.array(fc.record({ id: junk, messages: maybe(fc.array(update, { maxLength: 3 })) })),
          ),
        }),
        { maxLength: 2 },
      ),
    ),
    standby: maybe(fc.record({ messages: maybe(fc.array(update, { maxLength: 3 })) })),
  },
  { requiredKeys: [] },
);
const webhook = fc.record({
  object: maybe(fc.constant('whatsapp_business_account')),
  entry: maybe(
    fc.array(
      maybe(
        fc.record({
          id: maybe(fc.constant('102')),
          changes: maybe(
            fc.array(maybe(fc.record({ field: maybe(fc.constantFrom('messages', 'history')), value })), {
              maxLength: 3,
            }),
          ),
        }),
      ),
      { maxLength: 3 },
    ),
  ),
});

/** How many records a body makes, and how much of it is told to be unreadable. */
function account(body: Uint8Array): { records: number; unreadable: number; updates: number } {
  const reading = readWebhook(body);
  let { unreadable } = reading;
  let records = 0;
  let updates = 0;
  for (const part of reading.parts) {
    const made = recordsOf(part, openPeople(nothingStored), 1_793_500_000_000);
    unreadable += part.unreadable + made.unreadable;
    updates += part.updates.length + part.notes.length + part.people.length;
    records += made.records.length;
    for (const { record } of made.records) {
      const text = 'text' in record ? record.text : '';
      expect(text.isWellFormed()).toBe(true);
      expect(Number.isSafeInteger(record.type === 'message' ? record.sentAt : record.at)).toBe(true);
    }
  }
  expect(() => bodyWithout(reading.json, new Set())).not.toThrow(RangeError);
  return { records, unreadable, updates };
}

const generous = { timeout: 60_000 };

test(
  'a webhook with anything at all in its fields is read without a crash, and nothing of it is passed over',
  generous,
  () => {
    fc.assert(
      fc.property(webhook, (hostile) => {
        const body = Buffer.from(JSON.stringify(hostile));
        const { records, unreadable, updates } = account(body);
        // Only a body that is right and holds nothing at all leaves nothing to tell of.
        if (records + unreadable + updates > 0) return;
        expect(elementsOf(hostile)).toBe(0);
      }),
      { numRuns: 150 },
    );
  },
);

/** How many list elements a webhook of the right shape holds. */
function elementsOf(json: unknown): number {
  const { entry } = Object(json) as { entry?: unknown };
  if (!Array.isArray(entry)) return 1;
  return entry.length;
}

test('bytes that are no webhook at all are counted as what could not be read', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 2_000 }),
        fc.json().map((text) => Buffer.from(text)),
      ),
      (body) => {
        const { records, unreadable, updates } = account(body);
        expect(records).toBe(0);
        expect(unreadable + updates).toBeGreaterThan(0);
      },
    ),
    { numRuns: 300 },
  );
});

test('nesting without end and lists of a hundred thousand are read in bounded time', () => {
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
    ['{"entry":[', ']}'],
  ] as const) {
    expect(account(Buffer.from(`${open.repeat(100_000)}1${close.repeat(100_000)}`)).unreadable).toBe(1);
  }
  const many = { metadata: { phone_number_id: '1' }, messages: Array.from({ length: 100_000 }, () => 0) };
  const body = JSON.stringify({ entry: [{ id: '1', changes: [{ field: 'messages', value: many }] }] });
  expect(account(Buffer.from(body)).unreadable).toBe(100_000);
});

test('names of an object’s own machinery are ordinary names', () => {
  const sent = `{"entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"1"},
    "messages":[{"id":"wamid.1","from":"5215511111111","timestamp":"1793500000","type":"__proto__",
    "__proto__":{"type":"text"},"constructor":{"prototype":{"id":"x"}},"text":{"body":"x","__proto__":{"a":1}}}]}}]}]}`;
  expect(account(Buffer.from(sent))).toMatchObject({ records: 1, unreadable: 0 });
  expect(Object.hasOwn(Object.prototype, 'type')).toBe(false);
});
