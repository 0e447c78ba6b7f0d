import { connect } from 'node:net';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Archive } from '#host/archive/archive.ts';
import { openArchive } from '#host/archive/archive.ts';
import { saveCloudAccount } from '#host/archive/cloud-accounts.ts';
import { checkChain } from '#host/archive/ledger.ts';
import { addLine } from '#host/archive/lines.ts';
import { deliverWebhook } from '#host/lines/cloud-delivery.ts';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  change,
  cloudNumber,
  message,
  text,
  webhook,
  type Person,
} from '../../scripts/loopback-cloud/webhooks.ts';
import { addCloudLine } from '../helpers/cloud-line.ts';
import { openTestSession } from '../helpers/session.ts';

const number = cloudNumber();
const ana: Person = { phone: '5215511111111', bsuid: 'MX.1', name: 'Ana' };
const rafa: Person = { bsuid: 'BR.2', name: 'Rafa' };
const start = Date.UTC(2026, 10, 24, 12);
const at = (minutes: number) => start + minutes * 60_000;
const seconds = (minutes: number) => String(at(minutes) / 1000);
const own = { from: number.displayNumber, to: ana.phone };

/** Changes of one update each: a conversation with everything that can happen in it. */
const updates: readonly object[] = [
  ...[1, 2, 3].map((n) => of({ messages: [message(ana, text(`de Ana ${n}`), `wamid.a${n}`, at(n))] })),
  ...[4, 5].map((n) => of({ messages: [message(rafa, text(`de Rafa ${n}`), `wamid.r${n}`, at(n))] })),
  echo({ id: 'wamid.e1', timestamp: seconds(6), ...text('Son 100') }),
  echo({
    id: 'wamid.e2',
    timestamp: seconds(7),
    type: 'edit',
    edit: { original_message_id: 'wamid.e1', message: text('Son 300') },
  }),
  echo({ id: 'wamid.e3', timestamp: seconds(8), ...text('Olvídelo') }),
  echo({
    id: 'wamid.e4',
    timestamp: seconds(9),
    type: 'revoke',
    revoke: { original_message_id: 'wamid.e3' },
  }),
  ...['sent', 'read', 'failed'].map((status, n) =>
    of({ statuses: [{ id: 'wamid.e1', status, timestamp: seconds(10 + n), recipient_id: ana.phone }] }),
  ),
  ...['👍', '❤️', ''].map((emoji, n) => {
    const reaction = { type: 'reaction', reaction: { message_id: 'wamid.e1', emoji } };
    return of({ messages: [message(ana, reaction, `wamid.x${n}`, at(20 + n))] });
  }),
  of(history({ from: ana.phone, id: 'wamid.h1', timestamp: seconds(-9), ...text('Antes') }), 'history'),
  of(
    history({ from: ana.phone, id: 'wamid.h2', timestamp: seconds(-8), type: 'media_placeholder' }),
    'history',
  ),
  of(
    {
      messages: [
        { from: ana.phone, id: 'wamid.h2', timestamp: seconds(-8), type: 'image', image: { id: '7' } },
      ],
    },
    'history',
  ),
  of({ messages: [message(ana, { type: 'unsupported', unsupported: { type: 'poll' } }, 'wamid.u', at(30))] }),
  { field: 'message_template_status_update', value: { event: 'PAUSED', message_template_id: 1 } },
];

function of(value: object, field = 'messages'): object {
  return change(number, value, field, [ana, rafa]);
}

function echo(said: object): object {
  return of({ message_echoes: [{ ...own, ...said }] }, 'smb_message_echoes');
}

function history(said: object): object {
  return { history: [{ metadata: { phase: 0 }, threads: [{ id: ana.phone, messages: [said] }] }] };
}

/** The order in which updates come, some of them again, cut into webhooks. */
const course = fc
  .tuple(
    fc.shuffledSubarray([...updates.keys()], { minLength: updates.length }),
    fc.array(fc.nat(updates.length - 1), { maxLength: 12 }),
    fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 10 }),
  )
  .map(([once, again, sizes]) => {
    const order = [...once, ...again];
    const bodies: object[] = [];
    for (let from = 0, n = 0; from < order.length; n += 1) {
      const size = sizes[n % sizes.length] ?? 1;
      bodies.push(webhook(number, ...order.slice(from, from + size).map((index) => updates[index] ?? {})));
      from += size;
    }
    return bodies;
  });

/** A real archive that was given these webhooks, each of them twice. */
function archiveOf(bodies: readonly object[], look: (archive: Archive) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'atalaya-'));
  const archive = openArchive(folder, randomBytes(32), () => at(100));
  try {
    const { writer } = archive;
    const details = { name: 'Ventas', employee: 'Luis', team: null, noticeOn: '2015-01-07' };
    const lineId = addLine(writer, details, null, at(0));
    const account = {
      phoneNumberId: number.phoneNumberId,
      wabaId: number.wabaId,
      port: 8765,
      publicUrl: null,
      graphUrl: null,
      appSecret: number.appSecret,
      accessToken: 'a-token',
    };
    saveCloudAccount(writer, lineId, account, 'verify', at(0));
    const capture = archive.captureDesk(() => []);
    const { exclusions } = archive;
    const options = {
      writer,
      capture,
      exclusions,
      now: () => at(100),
      standing: captured,
      provenAt: () => null,
    };
    for (const body of [...bodies, ...bodies]) {
      const bytes = Buffer.from(JSON.stringify(body));
      deliverWebhook(bytes, new Set([number.appSecret]), { ...options, signed: (record) => record });
    }
    look(archive);
  } finally {
    archive.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const captured = () => 'captured' as const;

/** All that the archive holds of conversations, whatever the order in which it came. */
function contentOf({ reader }: Archive): unknown {
  return {
    messages: reader
      .sql(
        `select c.key as chat, m.key, m.kind, m.text, m.direction, m.sent_at, s.key as sender, a.missing
        from messages m join conversations c on c.id = m.conversation_id left join senders s on s.id = m.sender_id
        left join attachments a on a.message_id = m.id order by c.key, m.key`,
      )
      .all(),
    events: reader
      .sql(
        `select c.key as chat, e.key, e.message_key, e.event, e.at, e.text from events e
        join conversations c on c.id = e.conversation_id where e.event <> 'resolved' order by c.key, e.key`,
      )
      .all(),
    platform: reader.sql('select field, value from platform_events order by field, value').all(),
    remainders: reader.sql('select count(*) as count from webhook_remainders').all(),
    found: reader.sql(`select count(*) as count from search where search match 'ana'`).all(),
    messagesOf: reader.sql('select key, messages from conversations order by key').all(),
  };
}

test(
  'the same updates in any order, any number of times and in any batches make the same archive',
  { timeout: 120_000 },
  () => {
    let expected: unknown;
    archiveOf([webhook(number, ...updates)], (archive) => {
      expected = contentOf(archive);
    });
    expect(expected).toMatchObject({ remainders: [{ count: 0 }] });
    fc.assert(
      fc.property(course, (bodies) => {
        archiveOf(bodies, (archive) => {
          expect(contentOf(archive)).toEqual(expected);
          expect(checkChain(archive.reader)).toMatchObject({ whole: true });
        });
      }),
      { numRuns: 25 },
    );
  },
);

test(
  'whatever bytes come to the port, the next message of WhatsApp is stored',
  { timeout: 60_000 },
  async () => {
    const host = await openTestSession();
    const line = await addCloudLine(host.session);
    const port = Number(new URL(line.url).port);
    const head = fc
      .tuple(
        fc.constantFrom('GET', 'POST', 'PUT', 'BREW', ''),
        fc.oneof(
          fc.constantFrom('/whatsapp', '/', '//whatsapp', '/whatsapp?hub.mode=subscribe'),
          fc.webPath(),
        ),
        fc.array(
          fc.oneof(
            fc.constantFrom(
              'content-length: 5',
              'content-length: -1',
              'transfer-encoding: chunked',
              'x-hub-signature-256: sha256=',
              `x-hub-signature-256: sha256=${'a'.repeat(64)}`,
              'expect: 100-continue',
            ),
            fc.string({ maxLength: 30 }),
          ),
          { maxLength: 6 },
        ),
        fc.uint8Array({ maxLength: 200 }),
      )
      .map(([method, path, headers, body]) =>
        Buffer.concat([
          Buffer.from(`${method} ${path} HTTP/1.1\r\nhost: x\r\n${headers.join('\r\n')}\r\n\r\n`),
          body,
        ]),
      );
    await fc.assert(
      fc.asyncProperty(fc.oneof(head, fc.uint8Array({ maxLength: 300 })), async (bytes) => {
        const socket = connect(port, '127.0.0.1');
        await new Promise<void>((resolve) => {
          socket.on('error', () => resolve());
          socket.on('close', () => resolve());
          socket.on('data', () => socket.destroy());
          socket.end(bytes);
        });
      }),
      { numRuns: 200 },
    );
    const messages = [message(ana, text('después de todo'))];
    expect(await line.post(webhook(line.number, change(line.number, { messages })))).toBe(200);
    const { reader } = host.session.archive;
    expect(reader.sql('select text from messages').all()).toEqual([{ text: 'después de todo' }]);
  },
);
